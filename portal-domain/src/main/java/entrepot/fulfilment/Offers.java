package entrepot.fulfilment;

import entrepot.inventory.Shipped;
import entrepot.inventory.Stock;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.OrganisationDetail;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Transactions;
import entrepot.routing.RoutingDecision;
import entrepot.routing.RoutingProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Offers of consignments to dealers: accepted wholly or in part, declined, passed on to the next when nobody answers in
 * time; and what follows when goods run out.
 */
@ApplicationScoped
@UseCases
public class Offers {

    /** A dealer is reminded for the last time so long before the deadline. */
    private static final Duration LAST_CALL = Duration.ofMinutes(15);
    /** What nobody could ship is tried again by itself so often. */
    private static final Duration TRY_AGAIN = Duration.ofMinutes(10);
    private static final int MOVEMENTS_SEEN = 20;

    @Inject
    private Consignments consignments;

    @Inject
    private ConsignmentRows rows;

    @Inject
    private Rerouting rerouting;

    @Inject
    private DealerMarks marks;

    @Inject
    private Stock stock;

    @Inject
    private Organisations organisations;

    @Inject
    private Messages messages;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private Idempotency idempotency;

    /** What was asked under a key. */
    private record Verb(String code, String reason, List<Pieces> pieces) {
    }

    /** @throws Problem OFFER_EXPIRED once the deadline is over, ILLEGAL_TRANSITION, NOT_FOUND */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment accept(Actor actor, String code) {
        ConsignmentRows.Full full = answerable(actor, code);
        Consignment offered = full.consignment();
        rows.accepted(actor, offered.id(), clock.now());
        history.record(actor, Consignments.THING, code, offered.state(), ConsignmentState.ACCEPTED, "");
        outbox.add(actor, new ConsignmentAccepted(offered.id(), code, offered.orderCode(), offered.seller(),
                offered.warehouse(), offered.dealer(), clock.now()));
        marks.answered(actor, offered, DealerMark.Kind.ACCEPTED, offered.pieces(), null);
        return consignments.get(actor, code);
    }

    /**
     * Accepts some pieces and declines the others, which go to the next candidate as a consignment of their own.
     *
     * @param accepted so many of each line; lines that are not named are declined
     * @throws Problem as {@link #accept} and {@link #decline}; PIECES_INVALID for more pieces than were offered, or none
     */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment acceptPart(Actor actor, String code, List<Pieces> accepted, Decline rest) {
        ConsignmentRows.Full full = answerable(actor, code);
        Consignment offered = full.consignment();
        RoutingDecision.Part stays = part(offered, quantities(offered, accepted));
        int taken = stays.pieces().stream().mapToInt(RoutingDecision.Piece::quantity).sum();
        if (taken == 0) {
            throw new Problem(FulfilmentProblem.PIECES_INVALID).with("code", code);
        }
        if (taken == offered.pieces()) {
            return accept(actor, code);
        }
        rest.check();
        marks.answered(actor, offered, DealerMark.Kind.PARTLY, taken, rest);
        rerouting.sendOn(actor, full, stays, without(full), rest.text());
        return consignments.get(actor, code);
    }

    /**
     * The dealer will not ship it: it goes to the next candidate in the same transaction. The dealer sees it no more.
     *
     * @throws Problem DECLINE_REASON_NEEDED, ILLEGAL_TRANSITION unless it is offered, NOT_FOUND
     */
    @Requires(FulfilmentPermission.FULFIL)
    public void decline(Actor actor, String code, Decline why) {
        why.check();
        ConsignmentRows.Full offered = locked(actor, code);
        onlyOffered(offered.consignment());
        marks.answered(actor, offered.consignment(), DealerMark.Kind.DECLINED, 0, why);
        next(actor, offered, why.text());
    }

    /** Declines in one's own words. @throws Problem as the other */
    @Requires(FulfilmentPermission.FULFIL)
    public void decline(Actor actor, String code, String reason) {
        decline(actor, code, Decline.because(reason));
    }

    /**
     * Pieces of what was accepted are not there after all: they are written off in its warehouse, and go to the next as
     * a consignment of their own. The dealer's score bears it, and so does its account (see {@link DealerTerms}).
     *
     * @throws Problem ILLEGAL_TRANSITION unless it is accepted and not packed yet, PIECES_INVALID, DECLINE_NOTE_NEEDED,
     *                 NOT_FOUND
     */
    @Requires(FulfilmentPermission.FULFIL)
    public void ranOut(Actor actor, String code, List<Pieces> missing, String note) {
        if (note == null || note.isBlank() || note.length() > 500) {
            throw new Problem(FulfilmentProblem.DECLINE_NOTE_NEEDED).with("max", 500);
        }
        ConsignmentRows.Full full = locked(actor, code);
        Consignment accepted = full.consignment();
        if (accepted.state() != ConsignmentState.ACCEPTED) {
            ConsignmentState.TRANSITIONS.check(accepted.state(), ConsignmentState.PACKED);
            throw Problem.notFound(Consignments.THING, code);
        }
        Map<Integer, Integer> gone = quantities(accepted, missing);
        Map<Integer, Integer> left = new HashMap<>();
        accepted.lines().forEach(l -> left.put(l.no(), l.quantity() - gone.getOrDefault(l.no(), 0)));
        RoutingDecision.Part stays = part(accepted, left);
        if (gone.values().stream().allMatch(n -> n == 0)) {
            throw new Problem(FulfilmentProblem.PIECES_INVALID).with("code", code);
        }
        List<Shipped> writtenOff = piles(stock.setAside(actor, code), accepted, gone);
        marks.ranOut(actor, accepted, gone.values().stream().mapToInt(n -> n).sum(), note.strip());
        rerouting.sendOn(actor, full, stays.pieces().isEmpty() ? null : stays, without(full),
                new Decline(DeclineReason.OUT_OF_STOCK, note).text());
        stock.missing(actor, writtenOff, code + " · " + note.strip());
    }

    /** Whose pieces are missing: the dealer's own first, for consigned ones go first into what it still ships. */
    private static List<Shipped> piles(List<Shipped> setAside, Consignment consignment, Map<Integer, Integer> gone) {
        Map<VariantId, Integer> open = new LinkedHashMap<>();
        consignment.lines().forEach(l -> open.merge(l.variant(), gone.getOrDefault(l.no(), 0), Math::addExact));
        List<Shipped> piles = new ArrayList<>(setAside);
        piles.sort((a, b) -> Boolean.compare(b.stockOwner().equals(consignment.dealer()),
                a.stockOwner().equals(consignment.dealer())));
        List<Shipped> missing = new ArrayList<>();
        for (Shipped pile : piles) {
            int n = Math.min(pile.quantity(), open.getOrDefault(pile.variant(), 0));
            if (n > 0) {
                missing.add(new Shipped(pile.warehouse(), pile.variant(), pile.stockOwner(), n));
                open.merge(pile.variant(), -n, Math::addExact);
            }
        }
        return missing;
    }

    /** Routes anew what nobody could ship, after stock came in. @throws Problem NOT_UNPLACED, NOBODY_CAN_SHIP */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment place(Actor actor, String code) {
        ConsignmentRows.Full unplaced = locked(actor, code);
        if (unplaced.consignment().state() != ConsignmentState.UNPLACED) {
            throw new Problem(FulfilmentProblem.NOT_UNPLACED).with("code", code);
        }
        if (!placed(actor, unplaced)) {
            throw new Problem(RoutingProblem.NOBODY_CAN_SHIP).with("skus", unplaced.consignment().lines().stream()
                    .map(Consignment.Line::sku).distinct().collect(Collectors.joining(", ")));
        }
        return consignments.get(actor, code);
    }

    /**
     * Puts other goods in the stead of what nobody can ship, and routes them.
     *
     * @param lines one for each line of the consignment, by its number: what is shipped, and what the member pays for it
     * @return the difference to what the member was to pay; the caller moves that money
     * @throws Problem NOT_UNPLACED, NOBODY_CAN_SHIP, NOT_FOUND
     */
    @Requires(Requires.SYSTEM)
    public Money substitute(Actor actor, String code, List<Consignment.Line> lines, String why) {
        ConsignmentRows.Full unplaced = locked(actor, code);
        Consignment before = unplaced.consignment();
        if (before.state() != ConsignmentState.UNPLACED) {
            throw new Problem(FulfilmentProblem.NOT_UNPLACED).with("code", code);
        }
        rows.filled(actor, before.id(), lines, before.freight());
        ConsignmentRows.Full after = locked(actor, code);
        if (!rerouting.sendOn(actor, after, null, List.of(), why)) {
            throw new Problem(RoutingProblem.NOBODY_CAN_SHIP).with("skus", lines.stream().map(Consignment.Line::sku)
                    .distinct().collect(Collectors.joining(", ")));
        }
        return after.consignment().goods().minus(before.goods());
    }

    /** Tries one of those that nobody could ship again. @return whether there may be more to try now */
    @Requires(Requires.SYSTEM)
    public boolean placeAgain(Actor actor) {
        Instant now = clock.now();
        List<ConsignmentRows.Full> one = rows.lockUnplaced(actor, now.minus(TRY_AGAIN));
        one.forEach(unplaced -> {
            rows.tried(actor, unplaced.consignment().id(), now);
            placed(actor, unplaced);
        });
        return !one.isEmpty();
    }

    /** Whether it, or goods of it, have a place now. Who ran out of it is asked again once goods came in there. */
    private boolean placed(Actor actor, ConsignmentRows.Full unplaced) {
        if (!rerouting.mayFind(actor, unplaced)) {
            return false;
        }
        List<WarehouseId> without = new ArrayList<>(unplaced.declined());
        marks.ranOutOf(actor, unplaced.consignment().orderCode()).forEach((warehouse, at) -> {
            if (unplaced.consignment().lines().stream().allMatch(line -> cameIn(actor, warehouse, line.variant(), at))) {
                without.remove(warehouse);
            }
        });
        return rerouting.sendOn(actor, unplaced, null, without, "");
    }

    private boolean cameIn(Actor actor, WarehouseId warehouse, VariantId variant, Instant since) {
        return stock.movements(Actor.system(actor.tenant()), warehouse, variant, MOVEMENTS_SEEN).stream()
                .anyMatch(movement -> movement.quantity() > 0 && movement.at().isAfter(since));
    }

    /** Accepts once a key; the same key answers the same. @throws Problem as {@link #accept(Actor, String)} */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment accept(Actor actor, String code, String key) {
        return idempotency.once(actor, "consignments.accept", key, new Verb(code, "", List.of()), Consignment.class,
                () -> accept(actor, code));
    }

    /** Accepts a part once a key. @throws Problem as {@link #acceptPart(Actor, String, List, Decline)} */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment acceptPart(Actor actor, String code, List<Pieces> accepted, Decline rest, String key) {
        return idempotency.once(actor, "consignments.accept-part", key, new Verb(code, rest.text(), accepted),
                Consignment.class, () -> acceptPart(actor, code, accepted, rest));
    }

    /** Declines once a key. @throws Problem as {@link #decline(Actor, String, Decline)} */
    @Requires(FulfilmentPermission.FULFIL)
    public void decline(Actor actor, String code, Decline why, String key) {
        why.check();
        Verb verb = new Verb(code, why.text(), List.of());
        idempotency.once(actor, "consignments.decline", key, verb, Verb.class, () -> {
            decline(actor, code, why);
            return verb;
        });
    }

    /** Says once a key that pieces ran out. @throws Problem as {@link #ranOut(Actor, String, List, String)} */
    @Requires(FulfilmentPermission.FULFIL)
    public void ranOut(Actor actor, String code, List<Pieces> missing, String note, String key) {
        Verb verb = new Verb(code, note == null ? "" : note, missing);
        idempotency.once(actor, "consignments.ran-out", key, verb, Verb.class, () -> {
            ranOut(actor, code, missing, note);
            return verb;
        });
    }

    /** Passes on offers whose deadline is over. @return whether there may be more */
    @Requires(Requires.SYSTEM)
    public boolean expire(Actor actor, int limit) {
        List<ConsignmentRows.Full> expired = rows.lockExpired(actor, clock.now(), limit);
        expired.forEach(offer -> {
            marks.answered(actor, offer.consignment(), DealerMark.Kind.EXPIRED, 0, null);
            next(actor, offer, "");
        });
        return expired.size() == limit;
    }

    /** Reminds dealers at half time and a quarter of an hour before the deadline, once each. @return whether there may be more */
    @Requires(Requires.SYSTEM)
    public boolean remind(Actor actor, int limit) {
        Instant now = clock.now();
        List<ConsignmentRows.Full> waiting = rows.lockToRemind(actor, now, now.plus(LAST_CALL), limit);
        Map<OrganisationId, OrganisationDetail> dealers = new HashMap<>();
        for (ConsignmentRows.Full full : waiting) {
            Consignment offer = full.consignment();
            boolean last = !offer.offerDeadline().isAfter(now.plus(LAST_CALL));
            rows.reminded(actor, offer.id(), last ? 2 : 1);
            String email = dealers.computeIfAbsent(offer.dealer(), id ->
                    organisations.detail(actor, organisations.get(actor, id).code())).email();
            if (email != null && !email.isBlank()) {
                messages.send(actor, new SendMessage(email, transactions.tenant().language(), last ? "fulfilment.letter.last-call"
                        : "fulfilment.letter.reminder", Map.of("code", offer.code(), "pieces",
                        String.valueOf(offer.pieces()), "city", offer.shipTo().city(), "until",
                        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(transactions.tenant().zone())
                                .format(offer.offerDeadline())), "/dealer/offers/detail?code=" + offer.code()));
            }
        }
        return waiting.size() == limit;
    }

    /** Routes anew what lost its stock while it was held; UNPLACED where nobody can ship it. */
    void routeAgain(Actor actor, ConsignmentRows.Full held) {
        rerouting.sendOn(actor, held, null, held.declined(), "");
    }

    /** On to the next candidate. An empty reason says that the deadline passed. */
    private void next(Actor actor, ConsignmentRows.Full offered, String reason) {
        Consignment consignment = offered.consignment();
        outbox.add(actor, new ConsignmentDeclined(consignment.id(), consignment.code(), consignment.orderCode(),
                consignment.seller(), consignment.warehouse(), consignment.dealer(), reason, clock.now()));
        rerouting.sendOn(actor, offered, null, without(offered), reason);
    }

    private static List<WarehouseId> without(ConsignmentRows.Full full) {
        List<WarehouseId> without = new ArrayList<>(full.declined());
        without.add(full.consignment().warehouse());
        return without;
    }

    /** By line. @throws Problem PIECES_INVALID */
    private static Map<Integer, Integer> quantities(Consignment consignment, List<Pieces> pieces) {
        Map<Integer, Integer> most = consignment.lines().stream()
                .collect(Collectors.toMap(Consignment.Line::no, Consignment.Line::quantity));
        Map<Integer, Integer> asked = new HashMap<>();
        for (Pieces some : pieces == null ? List.<Pieces>of() : pieces) {
            if (some.quantity() < 0 || some.quantity() > most.getOrDefault(some.line(), -1)
                    || asked.put(some.line(), some.quantity()) != null) {
                throw new Problem(FulfilmentProblem.PIECES_INVALID).with("code", consignment.code())
                        .with("line", some.line()).with("quantity", some.quantity());
            }
        }
        return asked;
    }

    /** So many pieces of each line, from where it is. */
    private static RoutingDecision.Part part(Consignment consignment, Map<Integer, Integer> quantities) {
        Map<VariantId, Integer> pieces = new LinkedHashMap<>();
        consignment.lines().forEach(l -> pieces.merge(l.variant(), quantities.getOrDefault(l.no(), 0), Math::addExact));
        pieces.values().removeIf(n -> n == 0);
        return new RoutingDecision.Part(consignment.warehouse(), "", consignment.dealer(), false, pieces.entrySet().stream()
                .map(e -> new RoutingDecision.Piece(e.getKey(), e.getValue())).toList(), true);
    }

    private ConsignmentRows.Full answerable(Actor actor, String code) {
        ConsignmentRows.Full full = locked(actor, code);
        Consignment offered = full.consignment();
        onlyOffered(offered);
        if (offered.offerDeadline().isBefore(clock.now())) {
            throw new Problem(FulfilmentProblem.OFFER_EXPIRED).with("code", code)
                    .with("deadline", offered.offerDeadline());
        }
        return full;
    }

    private ConsignmentRows.Full locked(Actor actor, String code) {
        return rows.lock(actor, code).stream().findFirst()
                .orElseThrow(() -> Problem.notFound(Consignments.THING, code));
    }

    /** The table allows more, but only who was asked answers. */
    private static void onlyOffered(Consignment consignment) {
        if (consignment.state() == ConsignmentState.UNPLACED || consignment.state() == ConsignmentState.HELD) {
            throw Problem.notFound(Consignments.THING, consignment.code());
        }
        if (consignment.state() != ConsignmentState.OFFERED) {
            throw new Problem(KernelProblem.ILLEGAL_TRANSITION).with("thing", ConsignmentState.class.getSimpleName())
                    .with("from", consignment.state().name()).with("to", ConsignmentState.ACCEPTED.name())
                    .with("allowed", ConsignmentState.TRANSITIONS.next(consignment.state()).toString());
        }
    }
}
