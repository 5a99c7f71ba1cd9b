package entrepot.fulfilment;

import entrepot.inventory.InventoryProblem;
import entrepot.inventory.Need;
import entrepot.inventory.Stock;
import entrepot.kernel.ConsignmentId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.network.WorkCalendar;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.routing.RouteLine;
import entrepot.routing.Routing;
import entrepot.routing.RoutingDecision;
import entrepot.routing.RoutingProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What becomes of consignments. A dealer sees those offered to it, a member those of its orders, headquarters all. */
@ApplicationScoped
@UseCases
public class Consignments {

    /** How time lines and postings call a consignment. */
    static final String THING = "consignment";

    private static final int LIST_MAX = 200;
    private static final int ORDERS_MAX = 500;
    /** One offer and two re-offers, then central (DEFAULTS). */
    private static final int OFFERS_MAX = 3;
    private static final int OFFER_HOURS = 2;
    private static final Duration BEFORE_SHIP_BY = Duration.ofHours(24);
    /** What a dealer gets at least, where ship-by is nearer than that already. */
    private static final Duration OFFER_AT_LEAST = Duration.ofMinutes(30);
    private static final int ROUTES_MAX = 5;
    private static final int REASON_MAX = 500;

    @Inject
    private ConsignmentRows rows;

    @Inject
    private Routing routing;

    @Inject
    private Stock stock;

    @Inject
    private WorkCalendar calendar;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private Idempotency idempotency;

    /** What was asked under a key. */
    private record Verb(String code, String reason) {
    }

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
                    boolean central = share.part().dealer() == null;
                    return new ConsignmentRows.Fresh(numbering.next("CON"),
                            central ? ConsignmentState.ACCEPTED : ConsignmentState.OFFERED, share, central ? 0 : 1);
                }).toList();
        Map<String, List<Need>> needs = new LinkedHashMap<>();
        fresh.forEach(f -> needs.put(f.code(), needs(f.share().part(), command.dealerSupply())));
        try {
            stock.reserveAll(actor, needs);
        } catch (Problem problem) {
            if (problem.code() == InventoryProblem.INSUFFICIENT_STOCK) {
                routing.forget(actor, command.orderCode());
            }
            throw problem;
        }
        Instant deadline = deadline(actor, now, command.shipBy());
        List<ConsignmentId> ids = rows.insert(actor, command, fresh, now, deadline);
        List<ConsignmentOffered> offered = new ArrayList<>();
        List<ConsignmentAccepted> accepted = new ArrayList<>();
        for (int i = 0; i < fresh.size(); i++) {
            RoutingDecision.Part part = fresh.get(i).share().part();
            if (part.dealer() == null) {
                accepted.add(new ConsignmentAccepted(ids.get(i), fresh.get(i).code(), command.orderCode(),
                        command.seller(), part.warehouse(), null, now));
            } else {
                offered.add(new ConsignmentOffered(ids.get(i), fresh.get(i).code(), command.orderCode(),
                        command.seller(), part.warehouse(), part.dealer(), deadline, now));
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

    /** A dealer's own goods may go only where it is known what the dealer is credited for them. */
    private static List<Need> needs(RoutingDecision.Part part, List<NewConsignments.DealerSupply> dealerSupply) {
        Set<VariantId> known = dealerSupply.stream().filter(s -> s.dealer().equals(part.dealer()))
                .map(NewConsignments.DealerSupply::variant).collect(Collectors.toSet());
        return part.pieces().stream().map(piece -> new Need(part.warehouse(), piece.variant(), piece.quantity(),
                part.dealer() != null && !known.contains(piece.variant()))).toList();
    }

    /** Two working hours, never past ship-by less a day, and half an hour at least. */
    private Instant deadline(Actor actor, Instant now, Instant shipBy) {
        Instant deadline = calendar.plusWorkingHours(actor, now, OFFER_HOURS);
        if (shipBy != null && shipBy.minus(BEFORE_SHIP_BY).isBefore(deadline)) {
            deadline = shipBy.minus(BEFORE_SHIP_BY);
        }
        Instant least = now.plus(OFFER_AT_LEAST);
        return deadline.isBefore(least) ? least : deadline;
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

    /** @throws Problem OFFER_EXPIRED once the deadline is over, ILLEGAL_TRANSITION, NOT_FOUND */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment accept(Actor actor, String code) {
        Consignment offered = locked(actor, code).consignment();
        ConsignmentState.TRANSITIONS.check(offered.state(), ConsignmentState.ACCEPTED);
        refuseUnplaced(offered);
        if (offered.offerDeadline().isBefore(clock.now())) {
            throw new Problem(FulfilmentProblem.OFFER_EXPIRED).with("code", code)
                    .with("deadline", offered.offerDeadline());
        }
        move(actor, offered, ConsignmentState.ACCEPTED, "");
        outbox.add(actor, new ConsignmentAccepted(offered.id(), code, offered.orderCode(), offered.seller(),
                offered.warehouse(), offered.dealer(), clock.now()));
        return get(actor, code);
    }

    /**
     * The dealer will not ship it: it goes to the next candidate in the same transaction. The dealer sees it no more.
     *
     * @throws Problem DECLINE_REASON_NEEDED, ILLEGAL_TRANSITION unless it is offered, NOT_FOUND
     */
    @Requires(FulfilmentPermission.FULFIL)
    public void decline(Actor actor, String code, String reason) {
        if (reason == null || reason.isBlank() || reason.length() > REASON_MAX) {
            throw new Problem(FulfilmentProblem.DECLINE_REASON_NEEDED).with("max", REASON_MAX);
        }
        ConsignmentRows.Full offered = locked(actor, code);
        onlyOffered(offered.consignment());
        next(actor, offered, reason.strip());
    }

    /** Routes anew what nobody could ship, after stock came in. @throws Problem NOT_UNPLACED, NOBODY_CAN_SHIP */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment place(Actor actor, String code) {
        ConsignmentRows.Full unplaced = locked(actor, code);
        if (unplaced.consignment().state() != ConsignmentState.UNPLACED) {
            throw new Problem(FulfilmentProblem.NOT_UNPLACED).with("code", code);
        }
        RoutingDecision.Part part = reserved(actor, unplaced, unplaced.declined());
        if (part == null) {
            throw new Problem(RoutingProblem.NOBODY_CAN_SHIP).with("skus", unplaced.consignment().lines().stream()
                    .map(Consignment.Line::sku).distinct().collect(Collectors.joining(", ")));
        }
        goOn(actor, unplaced, part, unplaced.declined(), "");
        return get(actor, code);
    }

    /** Accepts once a key; the same key answers the same. @throws Problem as {@link #accept(Actor, String)} */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment accept(Actor actor, String code, String key) {
        return idempotency.once(actor, "consignments.accept", key, new Verb(code, ""), Consignment.class,
                () -> accept(actor, code));
    }

    /** Declines once a key. @throws Problem as {@link #decline(Actor, String, String)} */
    @Requires(FulfilmentPermission.FULFIL)
    public void decline(Actor actor, String code, String reason, String key) {
        Verb verb = new Verb(code, reason == null ? "" : reason);
        idempotency.once(actor, "consignments.decline", key, verb, Verb.class, () -> {
            decline(actor, code, reason);
            return verb;
        });
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
                .filter(c -> c.state() != ConsignmentState.CANCELLED).toList();
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
        return consignment.state() == ConsignmentState.CANCELLED ? Optional.empty()
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

    /** Passes on offers whose deadline is over. @return whether there may be more */
    @Requires(Requires.SYSTEM)
    public boolean expireOffers(Actor actor, int limit) {
        List<ConsignmentRows.Full> expired = rows.lockExpired(actor, clock.now(), limit);
        expired.forEach(offer -> next(actor, offer, ""));
        return expired.size() == limit;
    }

    /** On to the next candidate. An empty reason says that the deadline passed. */
    private void next(Actor actor, ConsignmentRows.Full offered, String reason) {
        Consignment consignment = offered.consignment();
        List<WarehouseId> declined = new ArrayList<>(offered.declined());
        declined.add(consignment.warehouse());
        outbox.add(actor, new ConsignmentDeclined(consignment.id(), consignment.code(), consignment.orderCode(),
                consignment.seller(), consignment.warehouse(), consignment.dealer(), reason, clock.now()));
        RoutingDecision.Part part = reserved(actor, offered, declined);
        if (part == null) {
            stock.release(actor, consignment.code());
            rows.moved(actor, consignment.id(), ConsignmentState.UNPLACED, null, null, declined, consignment.offers(),
                    null, null);
            history.record(actor, THING, consignment.code(), consignment.state(), ConsignmentState.UNPLACED, reason);
            return;
        }
        goOn(actor, offered, part, declined, reason);
    }

    /**
     * Where one warehouse can ship it whole, its stock is set aside there; null if none can. Lines that would have
     * to be split once more wait for a person.
     */
    private RoutingDecision.Part reserved(Actor actor, ConsignmentRows.Full full, List<WarehouseId> declined) {
        Consignment consignment = full.consignment();
        Map<VariantId, Integer> pieces = new LinkedHashMap<>();
        consignment.lines().forEach(l -> pieces.merge(l.variant(), l.quantity(), Math::addExact));
        List<RouteLine> lines = pieces.entrySet().stream().map(e -> new RouteLine(e.getKey(), e.getValue())).toList();
        Set<OrganisationId> ownGoodsOf = full.dealerSupply().stream().map(NewConsignments.DealerSupply::dealer)
                .collect(Collectors.toSet());
        for (int route = 1; route <= ROUTES_MAX; route++) {
            RoutingDecision decision;
            try {
                decision = routing.reroute(actor, consignment.orderCode(), consignment.seller(), consignment.warehouse(),
                        consignment.shipTo(), lines, new HashSet<>(declined), ownGoodsOf,
                        consignment.offers() >= OFFERS_MAX);
            } catch (Problem problem) {
                if (problem.code() == RoutingProblem.NOBODY_CAN_SHIP) {
                    return null;
                }
                throw problem;
            }
            if (decision.parts().size() == 1) {
                RoutingDecision.Part part = decision.parts().get(0);
                try {
                    stock.reserveElsewhere(actor, consignment.code(), needs(part, full.dealerSupply()));
                    return part;
                } catch (Problem problem) {
                    if (problem.code() != InventoryProblem.INSUFFICIENT_STOCK) {
                        throw problem;
                    }
                }
            }
            routing.forget(actor, consignment.orderCode());
            if (decision.parts().size() > 1) {
                return null;
            }
        }
        return null;
    }

    private void goOn(Actor actor, ConsignmentRows.Full from, RoutingDecision.Part part, List<WarehouseId> declined,
                      String reason) {
        Consignment consignment = from.consignment();
        boolean central = part.dealer() == null;
        ConsignmentState state = central ? ConsignmentState.ACCEPTED : ConsignmentState.OFFERED;
        Instant now = clock.now();
        Instant deadline = central ? null : deadline(actor, now, consignment.shipBy());
        rows.moved(actor, consignment.id(), state, part.warehouse(), part.dealer(), declined,
                consignment.offers() + (central ? 0 : 1), central ? null : now, deadline);
        history.record(actor, THING, consignment.code(), consignment.state(), state, reason);
        if (central) {
            outbox.add(actor, new ConsignmentAccepted(consignment.id(), consignment.code(), consignment.orderCode(),
                    consignment.seller(), part.warehouse(), null, now));
        } else {
            outbox.add(actor, new ConsignmentOffered(consignment.id(), consignment.code(), consignment.orderCode(),
                    consignment.seller(), part.warehouse(), part.dealer(), deadline, now));
        }
    }

    private void move(Actor actor, Consignment consignment, ConsignmentState to, String why) {
        rows.state(actor, List.of(consignment.id()), to);
        history.record(actor, THING, consignment.code(), consignment.state(), to, why);
    }

    private ConsignmentRows.Full locked(Actor actor, String code) {
        return rows.lock(actor, code).stream().findFirst().orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** The table allows UNPLACED → ACCEPTED for central, but not for somebody who simply accepts it. */
    private static void refuseUnplaced(Consignment consignment) {
        if (consignment.state() == ConsignmentState.UNPLACED) {
            throw Problem.notFound(THING, consignment.code());
        }
    }

    private static void onlyOffered(Consignment consignment) {
        if (consignment.state() != ConsignmentState.OFFERED) {
            ConsignmentState.TRANSITIONS.check(consignment.state(), ConsignmentState.OFFERED);
            throw Problem.notFound(THING, consignment.code());
        }
    }
}
