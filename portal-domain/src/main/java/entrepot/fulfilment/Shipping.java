package entrepot.fulfilment;

import entrepot.inventory.Shipped;
import entrepot.inventory.Stock;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Consignments that leave the house: packed, handed to a carrier, delivered. Stock goes down and the books move. */
@ApplicationScoped
@UseCases
public class Shipping {

    private static final String THING = Consignments.THING;
    private static final int PARCELS_MAX = 20;
    private static final int GRAMS_MAX = 1_000_000;
    private static final Pattern TRACKING_NUMBER = Pattern.compile("[A-Za-z0-9-]{4,40}");

    @Inject
    private ConsignmentRows rows;

    @Inject
    private Consignments consignments;

    @Inject
    private Stock stock;

    @Inject
    private Ledger ledger;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private Idempotency idempotency;

    /** What was asked under a key. */
    private record Verb(String code, List<Consignment.Parcel> parcels) {
    }

    /** @throws Problem ILLEGAL_TRANSITION, NOT_FOUND */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment pack(Actor actor, String code) {
        Consignment accepted = locked(actor, code).consignment();
        ConsignmentState.TRANSITIONS.check(accepted.state(), ConsignmentState.PACKED);
        rows.state(actor, List.of(accepted.id()), ConsignmentState.PACKED);
        history.record(actor, THING, code, accepted.state(), ConsignmentState.PACKED, "");
        return consignments.get(actor, code);
    }

    /**
     * The parcels leave: stock goes down, the books move.
     *
     * @param parcels one or more
     * @throws Problem PARCELS_MISSING, CARRIER_UNKNOWN, TRACKING_NUMBER_INVALID, ILLEGAL_TRANSITION, NOT_FOUND
     */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment ship(Actor actor, String code, List<Consignment.Parcel> parcels) {
        check(parcels);
        ConsignmentRows.Full packed = locked(actor, code);
        Consignment consignment = packed.consignment();
        ConsignmentState.TRANSITIONS.check(consignment.state(), ConsignmentState.SHIPPED);
        Instant now = clock.now();
        List<Shipped> gone = stock.ship(actor, code);
        if (gone.stream().mapToInt(Shipped::quantity).sum() != consignment.pieces()) {
            // the books would say that goods left which did not
            throw new IllegalStateException("what is set aside for " + code + " is not what it ships");
        }
        rows.shipped(actor, consignment.id(), parcels, now);
        ledger.postAll(actor, postings(packed, parcels.size(), gone));
        history.record(actor, THING, code, consignment.state(), ConsignmentState.SHIPPED, "");
        outbox.add(actor, new ConsignmentShipped(consignment.id(), code, consignment.orderCode(), consignment.seller(),
                consignment.warehouse(), consignment.dealer(), parcels.get(0).carrier(), parcels.get(0).number(), now));
        return consignments.get(actor, code);
    }

    /** Ships once a key. @throws Problem as {@link #ship(Actor, String, List)} */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment ship(Actor actor, String code, List<Consignment.Parcel> parcels, String key) {
        check(parcels);
        return idempotency.once(actor, "consignments.ship", key, new Verb(code, parcels), Consignment.class,
                () -> ship(actor, code, parcels));
    }

    /** Delivers once a key. @throws Problem as {@link #deliver(Actor, String)} */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment deliver(Actor actor, String code, String key) {
        return idempotency.once(actor, "consignments.deliver", key, new Verb(code, List.of()), Consignment.class,
                () -> deliver(actor, code));
    }

    /** It has reached its buyer. @throws Problem ILLEGAL_TRANSITION, NOT_FOUND */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment deliver(Actor actor, String code) {
        Consignment shipped = locked(actor, code).consignment();
        ConsignmentState.TRANSITIONS.check(shipped.state(), ConsignmentState.DELIVERED);
        Instant now = clock.now();
        rows.delivered(actor, shipped.id(), now);
        history.record(actor, THING, code, shipped.state(), ConsignmentState.DELIVERED, "");
        outbox.add(actor, new ConsignmentDelivered(shipped.id(), code, shipped.orderCode(), shipped.seller(),
                shipped.warehouse(), shipped.dealer(), now));
        return consignments.get(actor, code);
    }

    /** What shipping does to the books (DESIGN §4). */
    private static List<NewPosting> postings(ConsignmentRows.Full full, int parcels, List<Shipped> gone) {
        Consignment consignment = full.consignment();
        Money goods = consignment.goods();
        List<NewPosting> postings = new ArrayList<>();
        // the shares of an order's consignments add up to what is held, so HELD ends at nothing with the last
        Money held = consignment.cost();
        if (!held.isZero()) {
            postings.add(NewPosting.of("consignment.shipped", THING, consignment.code(), consignment.orderCode(),
                    Leg.debit(Account.of(AccountKind.HELD, consignment.seller()), held),
                    Leg.credit(Account.of(AccountKind.SALES), goods),
                    Leg.credit(Account.of(AccountKind.FREIGHT_INCOME), consignment.freight())));
        }
        if (consignment.dealer() != null) {
            Account due = Account.of(AccountKind.DEALER_DUE, consignment.dealer());
            postings.add(NewPosting.transfer("consignment.fulfilled", THING, consignment.code(),
                    Account.of(AccountKind.FULFILMENT_COST), due,
                    FulfilmentFee.of(goods.currency()).on(parcels, consignment.pieces())));
            Money own = ownGoods(full, gone);
            if (!own.isZero()) {
                postings.add(NewPosting.transfer("consignment.own-goods", THING, consignment.code(),
                        Account.of(AccountKind.GOODS_COST), due, own));
            }
        }
        return postings;
    }

    private static Money ownGoods(ConsignmentRows.Full full, List<Shipped> gone) {
        OrganisationId dealer = full.consignment().dealer();
        Money sum = Money.zero(full.consignment().freight().currency());
        for (Shipped shipped : gone) {
            if (shipped.stockOwner().equals(dealer)) {
                Money unit = full.dealerSupply().stream()
                        .filter(s -> s.dealer().equals(dealer) && s.variant().equals(shipped.variant()))
                        .map(NewConsignments.DealerSupply::unit).findFirst().orElseThrow();
                sum = sum.plus(unit.times(shipped.quantity()));
            }
        }
        return sum;
    }

    private static void check(List<Consignment.Parcel> parcels) {
        if (parcels == null || parcels.isEmpty() || parcels.size() > PARCELS_MAX) {
            throw new Problem(FulfilmentProblem.PARCELS_MISSING).with("max", PARCELS_MAX);
        }
        for (Consignment.Parcel parcel : parcels) {
            if (parcel.carrier() == null || Carriers.byCode(parcel.carrier()).isEmpty()) {
                throw new Problem(FulfilmentProblem.CARRIER_UNKNOWN).with("carrier", parcel.carrier());
            }
            if (parcel.number() == null || !TRACKING_NUMBER.matcher(parcel.number()).matches()) {
                throw new Problem(FulfilmentProblem.TRACKING_NUMBER_INVALID).with("number", parcel.number());
            }
            if (parcel.grams() < 0 || parcel.grams() > GRAMS_MAX) {
                throw Problem.invalid("grams", parcel.grams());
            }
        }
    }

    private ConsignmentRows.Full locked(Actor actor, String code) {
        return rows.lock(actor, code).stream().findFirst().orElseThrow(() -> Problem.notFound(THING, code));
    }
}
