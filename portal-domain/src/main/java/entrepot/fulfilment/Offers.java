package entrepot.fulfilment;

import entrepot.inventory.InventoryProblem;
import entrepot.inventory.Stock;
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
import entrepot.platform.outbox.Outbox;
import entrepot.routing.RouteLine;
import entrepot.routing.Routing;
import entrepot.routing.RoutingDecision;
import entrepot.routing.RoutingProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Offers of consignments to dealers: accepted, declined, passed on to the next when nobody answers in time. */
@ApplicationScoped
@UseCases
public class Offers {

    /** One offer and two re-offers, then central (DEFAULTS). */
    private static final int OFFERS_MAX = 3;
    private static final int ROUTES_MAX = 5;
    private static final int REASON_MAX = 500;

    @Inject
    private Consignments consignments;

    @Inject
    private ConsignmentRows rows;

    @Inject
    private Routing routing;

    @Inject
    private Stock stock;

    @Inject
    private WorkCalendar calendar;

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
        rows.state(actor, List.of(offered.id()), ConsignmentState.ACCEPTED);
        history.record(actor, Consignments.THING, code, offered.state(), ConsignmentState.ACCEPTED, "");
        outbox.add(actor, new ConsignmentAccepted(offered.id(), code, offered.orderCode(), offered.seller(),
                offered.warehouse(), offered.dealer(), clock.now()));
        return consignments.get(actor, code);
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
        return consignments.get(actor, code);
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

    /** Passes on offers whose deadline is over. @return whether there may be more */
    @Requires(Requires.SYSTEM)
    public boolean expire(Actor actor, int limit) {
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
            history.record(actor, Consignments.THING, consignment.code(), consignment.state(), ConsignmentState.UNPLACED, reason);
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
                    stock.reserveElsewhere(actor, consignment.code(), NewConsignments.needs(part, full.dealerSupply()));
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

    /** Routes anew what lost its stock while it was held; UNPLACED where nobody can ship it. */
    void routeAgain(Actor actor, ConsignmentRows.Full held) {
        Consignment consignment = held.consignment();
        RoutingDecision.Part part = reserved(actor, held, held.declined());
        if (part == null) {
            rows.moved(actor, consignment.id(), ConsignmentState.UNPLACED, null, null, held.declined(), consignment.offers(),
                    null, null);
            history.record(actor, Consignments.THING, consignment.code(), consignment.state(), ConsignmentState.UNPLACED, "");
            return;
        }
        goOn(actor, held, part, held.declined(), "");
    }

    private void goOn(Actor actor, ConsignmentRows.Full from, RoutingDecision.Part part, List<WarehouseId> declined,
                      String reason) {
        Consignment consignment = from.consignment();
        boolean central = part.dealer() == null;
        ConsignmentState state = central ? ConsignmentState.ACCEPTED : ConsignmentState.OFFERED;
        Instant now = clock.now();
        Instant deadline = central ? null : OfferDeadline.of(calendar.workingTime(actor), now,
                consignment.shipBy());
        rows.moved(actor, consignment.id(), state, part.warehouse(), part.dealer(), declined,
                consignment.offers() + (central ? 0 : 1), central ? null : now, deadline);
        history.record(actor, Consignments.THING, consignment.code(), consignment.state(), state, reason);
        if (central) {
            outbox.add(actor, new ConsignmentAccepted(consignment.id(), consignment.code(), consignment.orderCode(),
                    consignment.seller(), part.warehouse(), null, now));
        } else {
            outbox.add(actor, new ConsignmentOffered(consignment.id(), consignment.code(), consignment.orderCode(),
                    consignment.seller(), part.warehouse(), part.dealer(), deadline, now));
        }
    }

    /** The table allows UNPLACED and HELD → ACCEPTED for central, but not for somebody who simply accepts it. */
    private static void refuseUnplaced(Consignment consignment) {
        if (consignment.state() == ConsignmentState.UNPLACED || consignment.state() == ConsignmentState.HELD) {
            throw Problem.notFound(Consignments.THING, consignment.code());
        }
    }

    private static void onlyOffered(Consignment consignment) {
        if (consignment.state() != ConsignmentState.OFFERED) {
            ConsignmentState.TRANSITIONS.check(consignment.state(), ConsignmentState.OFFERED);
            throw Problem.notFound(Consignments.THING, consignment.code());
        }
    }

    private ConsignmentRows.Full locked(Actor actor, String code) {
        return rows.lock(actor, code).stream().findFirst()
                .orElseThrow(() -> Problem.notFound(Consignments.THING, code));
    }
}
