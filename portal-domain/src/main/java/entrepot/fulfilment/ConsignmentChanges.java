package entrepot.fulfilment;

import entrepot.inventory.OpeningTimes;
import entrepot.inventory.Stock;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.Split;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.geo.Address;
import entrepot.platform.outbox.Outbox;
import entrepot.routing.Peaks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of an order's consignments when the order is held, goes on, or is changed. Nothing of it once one of them
 * is packed: from then on a person at the warehouse is asked.
 */
@UseCases
@ApplicationScoped
public class ConsignmentChanges {

    /** How long stock is set aside for an order that nobody releases; after that it is routed anew when somebody does. */
    static final Duration STOCK_HELD = Duration.ofHours(72);

    @Inject
    private ConsignmentRows rows;

    @Inject
    private Offers offers;

    @Inject
    private OpeningTimes times;

    @Inject
    private Peaks peaks;

    @Inject
    private Stock stock;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    /** Takes them out of their dealers' sight; stock stays set aside. @throws Problem ALREADY_PACKED */
    @Requires(Requires.SYSTEM)
    public void hold(Actor actor, String orderCode, String reason) {
        for (ConsignmentRows.Full full : changeable(actor, orderCode)) {
            Consignment consignment = full.consignment();
            if (consignment.state() != ConsignmentState.HELD && consignment.state() != ConsignmentState.UNPLACED) {
                rows.released(actor, consignment.id(), ConsignmentState.HELD, consignment.offers(), null, null);
                stock.holdUntil(actor, consignment.code(), clock.now().plus(STOCK_HELD));
                history.record(actor, Consignments.THING, consignment.code(), consignment.state(), ConsignmentState.HELD,
                        reason);
            }
        }
    }

    /**
     * Lets held consignments go on: offered with a fresh deadline, accepted at once (peak, or the dealer's wish), or
     * handed to central. What lost its stock while it
     * was held is routed anew. Harmless where nothing is held.
     */
    @Requires(Requires.SYSTEM)
    public void release(Actor actor, String orderCode) {
        for (ConsignmentRows.Full full : rows.lockOrder(actor, orderCode)) {
            Consignment held = full.consignment();
            if (held.state() != ConsignmentState.HELD) {
                continue;
            }
            if (!stock.holdUntil(actor, held.code(), null)) {
                offers.routeAgain(actor, full);
                continue;
            }
            boolean central = held.dealer() == null;
            // as it is now: a peak may have begun or ended while it was held, or the dealer may have changed its wish
            boolean asked = !central && !peaks.isAcceptedAtOnce(actor) && !times.acceptsByItself(actor, held.warehouse());
            Instant now = clock.now();
            Instant deadline = asked ? OfferDeadline.of(times.workingTime(actor, held.warehouse()), now, held.shipBy()) : null;
            ConsignmentState state = asked ? ConsignmentState.OFFERED : ConsignmentState.ACCEPTED;
            rows.released(actor, held.id(), state, held.offers() + (central ? 0 : 1), central ? null : now, deadline);
            history.record(actor, Consignments.THING, held.code(), ConsignmentState.HELD, state, "");
            outbox.add(actor, !asked ? new ConsignmentAccepted(held.id(), held.code(), orderCode, held.seller(),
                    held.warehouse(), held.dealer(), now) : new ConsignmentOffered(held.id(), held.code(), orderCode, held.seller(),
                    held.warehouse(), held.dealer(), deadline, now));
        }
    }

    /**
     * Makes room for others: frees their stock. The caller creates those that take their place in the same transaction.
     *
     * @throws Problem ALREADY_PACKED
     */
    @Requires(Requires.SYSTEM)
    public void replace(Actor actor, String orderCode, String reason) {
        List<ConsignmentRows.Full> replaced = changeable(actor, orderCode);
        stock.releaseAll(actor, replaced.stream().map(full -> full.consignment().code()).toList());
        for (ConsignmentRows.Full full : replaced) {
            Consignment consignment = full.consignment();
            rows.state(actor, List.of(consignment.id()), ConsignmentState.REPLACED);
            history.record(actor, Consignments.THING, consignment.code(), consignment.state(), ConsignmentState.REPLACED,
                    reason);
        }
    }

    /**
     * Sends them from where they lie to another address.
     *
     * @param freight of the whole order; shared among them so that it adds up
     * @throws Problem ALREADY_PACKED
     */
    @Requires(Requires.SYSTEM)
    public void readdress(Actor actor, String orderCode, Address to, String remark, String gift, Money freight) {
        List<ConsignmentRows.Full> all = changeable(actor, orderCode);
        List<Money> freights = Split.byWeight(freight, all.stream().map(full -> full.consignment().goods().minor()).toList());
        for (int i = 0; i < all.size(); i++) {
            rows.readdressed(actor, all.get(i).consignment().id(), to, remark, gift, freights.get(i));
            moved(actor, all.get(i).consignment(), to);
        }
    }

    /**
     * Sends one that is packed, or on its way, to another address; freight stays as it was.
     *
     * @throws Problem NOT_FOUND
     */
    @Requires(Requires.SYSTEM)
    public void readdressOne(Actor actor, String orderCode, String code, Address to) {
        Consignment consignment = one(actor, orderCode, code);
        rows.readdressed(actor, consignment.id(), to, consignment.remark(), consignment.gift(), consignment.freight());
        moved(actor, consignment, to);
    }

    private void moved(Actor actor, Consignment consignment, Address to) {
        if (!to.equals(consignment.shipTo())) {
            rows.elsewhere(actor, consignment.id(), clock.now());
        }
    }

    /** The codes of the orders of those that have not left: who postpones them locks these before. */
    @Requires(Requires.SYSTEM)
    public List<String> ordersToPostpone(Actor actor, List<String> codes) {
        return rows.ordersToPostpone(actor, codes);
    }

    /** Their goods come later, so they have to leave later; a later day that was said before stays. */
    @Requires(Requires.SYSTEM)
    public void postpone(Actor actor, List<String> codes, Instant shipBy) {
        rows.postpone(actor, codes, shipBy);
    }

    /**
     * Unpacks and cancels one that has not left; the money is the caller's.
     *
     * @return what it cancelled; empty where it has left already or was cancelled before
     * @throws Problem NOT_FOUND
     */
    @Requires(Requires.SYSTEM)
    public Optional<Consignment> unpack(Actor actor, String orderCode, String code, String reason) {
        Consignment packed = one(actor, orderCode, code);
        if (!ConsignmentState.TRANSITIONS.allows(packed.state(), ConsignmentState.CANCELLED)) {
            return Optional.empty();
        }
        stock.release(actor, code);
        rows.state(actor, List.of(packed.id()), ConsignmentState.CANCELLED);
        history.record(actor, Consignments.THING, code, packed.state(), ConsignmentState.CANCELLED, reason);
        outbox.add(actor, new ConsignmentCancelled(packed.id(), code, orderCode, packed.seller(), packed.goods(),
                packed.freight(), reason, clock.now()));
        return Optional.of(packed);
    }

    private Consignment one(Actor actor, String orderCode, String code) {
        return rows.lockOrder(actor, orderCode).stream().map(ConsignmentRows.Full::consignment)
                .filter(c -> c.code().equals(code)).findFirst()
                .orElseThrow(() -> Problem.notFound(Consignments.THING, code));
    }

    private List<ConsignmentRows.Full> changeable(Actor actor, String orderCode) {
        List<ConsignmentRows.Full> living = rows.lockOrder(actor, orderCode).stream()
                .filter(full -> full.consignment().state().living()).toList();
        living.stream().map(ConsignmentRows.Full::consignment).filter(c -> !c.state().cancellable()).findFirst()
                .ifPresent(packed -> {
                    throw new Problem(FulfilmentProblem.ALREADY_PACKED).with("code", packed.code());
                });
        return living;
    }
}
