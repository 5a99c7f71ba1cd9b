package entrepot.fulfilment;

import entrepot.inventory.InventoryProblem;
import entrepot.inventory.OpeningTimes;
import entrepot.inventory.Stock;
import entrepot.kernel.ConsignmentId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import entrepot.routing.Routing;
import entrepot.routing.RoutingDecision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of consignments. A dealer sees those offered to it, a member those of its orders, headquarters all. */
@ApplicationScoped
@UseCases
public class Consignments {

    /** How time lines and postings call a consignment. */
    static final String THING = "consignment";

    private static final int LIST_MAX = 200;
    private static final int ORDERS_MAX = 500;

    @Inject
    private Sql sql;

    @Inject
    private ConsignmentRows rows;

    @Inject
    private Routing routing;

    @Inject
    private Stock stock;

    @Inject
    private OpeningTimes times;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    /**
     * Writes an order's consignments, SETS THEIR STOCK ASIDE (the caller does not), offers them to their dealers
     * or hands them to central.
     *
     * @return their codes, in the order of the decision's parts
     * @throws Problem INSUFFICIENT_STOCK if somebody else was quicker since the decision; nothing is written then
     *                 and the decision forgotten, so the caller may route again and call again
     */
    @Requires(Requires.SYSTEM)
    public List<String> create(Actor actor, NewConsignments command) {
        PlannedConsignments planned = plan(actor, command);
        try {
            stock.reserveAll(actor, planned.needs());
        } catch (Problem problem) {
            if (problem.code() == InventoryProblem.INSUFFICIENT_STOCK) {
                routing.forget(actor, command.orderCode());
            }
            throw problem;
        }
        Trip forIds = sql.trip();
        Later<List<ConsignmentId>> ids = ids(actor, forIds, planned.size());
        forIds.go();
        Trip trip = sql.trip();
        PlannedConsignments.Trail trail = write(actor, trip, List.of(planned), ids.get());
        history.recordAll(actor, trip, trail.steps());
        outbox.addAll(actor, trip, trail.facts());
        trip.go();
        return planned.codes();
    }

    /** Shares an order among its consignments and says what they need; writes nothing. */
    @Requires(Requires.SYSTEM)
    public PlannedConsignments plan(Actor actor, NewConsignments command) {
        Instant now = clock.now();
        return new PlannedConsignments(command, Allotment.of(command.lines(), command.freight(), command.decision().parts())
                .shares().stream().map(share -> {
                    RoutingDecision.Part part = share.part();
                    boolean central = part.dealer() == null;
                    boolean asked = !central && !part.acceptAtOnce() && !command.held();
                    return new ConsignmentRows.Fresh(numbering.next("CON"), command.held() ? ConsignmentState.HELD
                            : asked ? ConsignmentState.OFFERED : ConsignmentState.ACCEPTED, share,
                            central || command.held() ? 0 : 1, asked ? OfferDeadline.of(
                                    times.workingTime(actor, part.warehouse()), now, command.shipBy()) : null);
                }).toList(), now);
    }

    /** Ids for so many new consignments, with others in one round trip. One that is not used is none. */
    @Requires(Requires.SYSTEM)
    public Later<List<ConsignmentId>> ids(Actor actor, Trip trip, int howMany) {
        return rows.ids(trip, howMany);
    }

    /**
     * Writes planned consignments of any number of orders, with others in one round trip. Their stock is set aside by
     * who calls, before: see {@link PlannedConsignments#needs}.
     *
     * @param ids enough for all of them
     * @return what is left to be said
     */
    @Requires(Requires.SYSTEM)
    public PlannedConsignments.Trail write(Actor actor, Trip trip, List<PlannedConsignments> planned,
                                           List<ConsignmentId> ids) {
        Iterator<ConsignmentId> next = ids.iterator();
        List<ConsignmentRows.NewRow> all = planned.stream().flatMap(p -> p.rows(next).stream()).toList();
        rows.insert(actor, trip, all);
        List<String> held = all.stream().filter(row -> row.fresh().state() == ConsignmentState.HELD)
                .map(row -> row.fresh().code()).toList();
        if (!held.isEmpty()) {
            stock.holdUntil(actor, trip, held, clock.now().plus(ConsignmentChanges.STOCK_HELD));
        }
        return new PlannedConsignments.Trail(all.stream().map(PlannedConsignments::begin).toList(),
                all.stream().flatMap(row -> PlannedConsignments.facts(row).stream()).toList());
    }

    /** The consignments of an order, oldest first. */
    @Requires(FulfilmentPermission.VIEW)
    public List<Consignment> byOrder(Actor actor, String orderCode) {
        return rows.byOrders(actor, List.of(orderCode));
    }

    /** The consignments of several orders in one statement, for lists; at most {@value #ORDERS_MAX} orders. */
    @Requires(FulfilmentPermission.VIEW)
    public Map<String, List<Consignment>> byOrders(Actor actor, Collection<String> orderCodes) {
        if (orderCodes.size() > ORDERS_MAX) {
            throw new IllegalArgumentException(orderCodes.size() + " orders at once");
        }
        return rows.byOrders(actor, orderCodes).stream().collect(Collectors.groupingBy(Consignment::orderCode));
    }

    @Requires(FulfilmentPermission.VIEW)
    public Consignment get(Actor actor, String code) {
        return rows.byCode(actor, code).stream().findFirst().orElseThrow(() -> Problem.notFound(THING, code));
    }

    @Requires(FulfilmentPermission.VIEW)
    public Consignment get(Actor actor, ConsignmentId id) {
        return rows.byId(actor, id).stream().findFirst().orElseThrow(() -> Problem.notFound(THING, ""));
    }

    /** Whether a part of it went on as a consignment of its own, whoever may see that. @throws Problem NOT_FOUND */
    @Requires(FulfilmentPermission.VIEW)
    public boolean isSplit(Actor actor, String code) {
        return rows.isSplit(actor, get(actor, code).id());
    }

    /** The consignment's time line. @throws Problem NOT_FOUND */
    @Requires(FulfilmentPermission.VIEW)
    public List<History.Change> history(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /**
     * Those that the actor's organisation ships, or all for headquarters.
     *
     * @param after the code of the last one of the page before; null for the first page
     * @param limit {@value #LIST_MAX} at most
     */
    @Requires(FulfilmentPermission.VIEW)
    public List<Consignment> list(Actor actor, ConsignmentFilter filter, String after, int limit) {
        return rows.page(actor, filter, after, Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** How many wait in which state, for desks. */
    @Requires(FulfilmentPermission.VIEW)
    public List<Waiting> waiting(Actor actor) {
        return rows.waiting(actor);
    }

    /**
     * Cancels all consignments of an order and frees their stock; the money is the caller's.
     *
     * @return those it cancelled, each with what the member was to pay for it
     * @throws Problem ALREADY_PACKED if one of them is packed or gone; none is cancelled then
     */
    @Requires(Requires.SYSTEM)
    public List<Consignment> cancelOrder(Actor actor, String orderCode, String reason) {
        List<Consignment> open = rows.lockOrder(actor, orderCode).stream().map(ConsignmentRows.Full::consignment)
                .filter(c -> c.state().living()).toList();
        return cancelled(actor, open, reason);
    }

    /**
     * Cancels one consignment of an order and frees its stock; the money is the caller's.
     *
     * @return what it cancelled, with what the member was to pay for it; empty if it was cancelled before
     * @throws Problem ALREADY_PACKED, NOT_FOUND
     */
    @Requires(Requires.SYSTEM)
    public Optional<Consignment> cancel(Actor actor, String orderCode, String code, String reason) {
        Consignment consignment = rows.lockOrder(actor, orderCode).stream().map(ConsignmentRows.Full::consignment)
                .filter(c -> c.code().equals(code)).findFirst().orElseThrow(() -> Problem.notFound(THING, code));
        return !consignment.state().living() ? Optional.empty()
                : cancelled(actor, List.of(consignment), reason).stream().findFirst();
    }

    private List<Consignment> cancelled(Actor actor, List<Consignment> open, String reason) {
        for (Consignment consignment : open) {
            if (!consignment.state().cancellable()) {
                throw new Problem(FulfilmentProblem.ALREADY_PACKED).with("code", consignment.code());
            }
        }
        Instant now = clock.now();
        stock.releaseAll(actor, open.stream().map(Consignment::code).toList());
        for (Consignment consignment : open) {
            history.record(actor, THING, consignment.code(), consignment.state(), ConsignmentState.CANCELLED, reason);
        }
        rows.state(actor, open.stream().map(Consignment::id).toList(), ConsignmentState.CANCELLED);
        outbox.addAll(actor, open.stream().map(c -> new ConsignmentCancelled(c.id(), c.code(), c.orderCode(), c.seller(),
                c.goods(), c.freight(), reason, now)).toList());
        return open;
    }
}
