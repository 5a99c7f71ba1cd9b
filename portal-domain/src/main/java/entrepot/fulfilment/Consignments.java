package entrepot.fulfilment;

import entrepot.inventory.InventoryProblem;
import entrepot.inventory.Need;
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
import entrepot.routing.Routing;
import entrepot.routing.RoutingDecision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
        Instant now = clock.now();
        List<ConsignmentRows.Fresh> fresh = Allotment.of(command.lines(), command.freight(), command.decision().parts())
                .shares().stream().map(share -> {
                    RoutingDecision.Part part = share.part();
                    boolean central = part.dealer() == null;
                    boolean asked = !central && !part.acceptAtOnce() && !command.held();
                    return new ConsignmentRows.Fresh(numbering.next("CON"), command.held() ? ConsignmentState.HELD
                            : asked ? ConsignmentState.OFFERED : ConsignmentState.ACCEPTED, share,
                            central || command.held() ? 0 : 1, asked ? OfferDeadline.of(
                                    times.workingTime(actor, part.warehouse()), now, command.shipBy()) : null);
                }).toList();
        Map<String, List<Need>> needs = new LinkedHashMap<>();
        fresh.forEach(f -> needs.put(f.code(), NewConsignments.needs(f.share().part(), command.dealerSupply())));
        try {
            stock.reserveAll(actor, needs);
        } catch (Problem problem) {
            if (problem.code() == InventoryProblem.INSUFFICIENT_STOCK) {
                routing.forget(actor, command.orderCode());
            }
            throw problem;
        }
        List<ConsignmentId> ids = rows.insert(actor, command, fresh, now);
        if (command.held()) {
            List<String> held = fresh.stream().map(ConsignmentRows.Fresh::code).toList();
            begin(actor, held, ConsignmentState.HELD);
            return held;
        }
        List<ConsignmentOffered> offered = new ArrayList<>();
        List<ConsignmentAccepted> accepted = new ArrayList<>();
        for (int i = 0; i < fresh.size(); i++) {
            RoutingDecision.Part part = fresh.get(i).share().part();
            if (fresh.get(i).state() == ConsignmentState.ACCEPTED) {
                accepted.add(new ConsignmentAccepted(ids.get(i), fresh.get(i).code(), command.orderCode(),
                        command.seller(), part.warehouse(), part.dealer(), now));
            } else {
                offered.add(new ConsignmentOffered(ids.get(i), fresh.get(i).code(), command.orderCode(),
                        command.seller(), part.warehouse(), part.dealer(), fresh.get(i).deadline(), now));
            }
        }
        begin(actor, offered.stream().map(ConsignmentOffered::code).toList(), ConsignmentState.OFFERED);
        begin(actor, accepted.stream().map(ConsignmentAccepted::code).toList(), ConsignmentState.ACCEPTED);
        outbox.addAll(actor, offered);
        outbox.addAll(actor, accepted);
        return fresh.stream().map(ConsignmentRows.Fresh::code).toList();
    }

    private void begin(Actor actor, List<String> codes, ConsignmentState state) {
        if (!codes.isEmpty()) {
            history.recordAll(actor, THING, codes, null, state, "");
        }
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
        for (Consignment consignment : open) {
            stock.release(actor, consignment.code());
            history.record(actor, THING, consignment.code(), consignment.state(), ConsignmentState.CANCELLED, reason);
        }
        rows.state(actor, open.stream().map(Consignment::id).toList(), ConsignmentState.CANCELLED);
        outbox.addAll(actor, open.stream().map(c -> new ConsignmentCancelled(c.id(), c.code(), c.orderCode(), c.seller(),
                c.goods(), c.freight(), reason, now)).toList());
        return open;
    }
}
