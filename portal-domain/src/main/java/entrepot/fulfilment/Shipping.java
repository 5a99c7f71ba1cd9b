package entrepot.fulfilment;

import entrepot.inventory.Shipped;
import entrepot.inventory.Stock;
import entrepot.kernel.ConsignmentId;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.ledger.VatRates;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Consignments that leave the house: packed, handed to a carrier, delivered. Stock goes down and the books move. */
@ApplicationScoped
@UseCases
public class Shipping {

    private static final String THING = Consignments.THING;
    private static final int PARCELS_MAX = 20;
    private static final int TOGETHER_MAX = 20;
    private static final int GRAMS_MAX = 100_000;
    private static final Pattern TRACKING_NUMBER = Pattern.compile("[A-Za-z0-9-]{4,40}");

    private static final Set<ConsignmentState> BEFORE_SHIPPING = EnumSet.of(ConsignmentState.OFFERED, ConsignmentState.ACCEPTED, ConsignmentState.PACKED);

    @Inject
    private ConsignmentRows rows;

    @Inject
    private Consignments consignments;

    @Inject
    private CarrierSettings settings;

    @Inject
    private Stock stock;

    @Inject
    private Ledger ledger;

    @Inject
    private VatRates vat;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private Sql sql;

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
        rows.printed(actor, List.of(accepted.id()), true, true);
        history.record(actor, THING, code, accepted.state(), ConsignmentState.PACKED, "");
        return consignments.get(actor, code);
    }

    /**
     * The parcels leave: stock goes down, the books move.
     *
     * @param parcels one or more
     * @throws Problem PARCELS_MISSING, CARRIER_UNKNOWN, CARRIER_OFF, TRACKING_NUMBER_INVALID, TRACKING_NUMBER_TWICE,
     *                 TRACKING_NUMBER_USED, PARCEL_TOO_HEAVY, ILLEGAL_TRANSITION, NOT_FOUND
     */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment ship(Actor actor, String code, List<Consignment.Parcel> parcels) {
        check(actor, parcels);
        ConsignmentRows.Full packed = locked(actor, code);
        Consignment consignment = packed.consignment();
        ConsignmentState.TRANSITIONS.check(consignment.state(), ConsignmentState.SHIPPED);
        List<Consignment> fellows = fellows(actor, consignment, parcels);
        Instant now = clock.now();
        List<Shipped> gone = stock.ship(actor, code);
        if (gone.stream().mapToInt(Shipped::quantity).sum() != consignment.pieces()) {
            // the books would say that goods left which did not
            throw new IllegalStateException("what is set aside for " + code + " is not what it ships");
        }
        rows.shipped(actor, consignment.id(), parcels, now);
        Money back = freightBack(actor, consignment, fellows);
        if (!back.isZero()) {
            rows.freightBack(actor, consignment.id(), back);
        }
        boolean dealerPays = consignment.dealer() != null && settings.get(actor, parcels.get(0).carrier()).paidByDealer();
        VatRates.Charged charged = vat.charge(actor, consignment.goods(), consignment.freight().minus(back));
        ledger.postAll(actor, postings(packed, charged, newParcels(parcels, fellows), gone, back, dealerPays));
        history.record(actor, THING, code, consignment.state(), ConsignmentState.SHIPPED, "");
        outbox.add(actor, new ConsignmentShipped(consignment.id(), code, consignment.orderCode(), consignment.seller(),
                consignment.warehouse(), consignment.dealer(), parcels, now));
        return consignments.get(actor, code);
    }

    /**
     * Several consignments of one buyer leave in the same parcels: one fee for each parcel, and of their freights the
     * dearest alone stays paid.
     *
     * @throws Problem NOT_TOGETHER, and as {@link #ship(Actor, String, List)}; all go or none
     */
    @Requires(FulfilmentPermission.FULFIL)
    public List<Consignment> shipTogether(Actor actor, List<String> codes, List<Consignment.Parcel> parcels) {
        if (codes.isEmpty() || codes.size() > TOGETHER_MAX) {
            throw Problem.invalid("consignments", codes.size());
        }
        List<Consignment> all = codes.stream().distinct().sorted().map(code -> locked(actor, code).consignment()).toList();
        for (Consignment one : all) {
            if (!together(all.get(0), one)) {
                throw new Problem(FulfilmentProblem.NOT_TOGETHER).with("code", one.code()).with("other", all.get(0).code());
            }
        }
        // the dearest freight pays for the way, so it goes first
        return all.stream().sorted(Comparator.comparing(Consignment::freight).reversed().thenComparing(Consignment::code))
                .map(one -> ship(actor, one.code(), parcels)).toList();
    }

    /** What could travel in the same parcel: not gone yet, from the same warehouse to the same buyer in the same name. */
    @Requires(FulfilmentPermission.FULFIL)
    public List<Consignment> companions(Actor actor, String code) {
        Consignment of = consignments.get(actor, code);
        return of.warehouse() == null ? List.of()
                : rows.companions(actor, of).stream().map(ConsignmentRows.Full::consignment)
                        .filter(other -> together(of, other))
                        .map(other -> actor.sees(other.seller()) ? other : other.withoutMoney()).toList();
    }

    private static boolean together(Consignment one, Consignment other) {
        return one.seller().equals(other.seller()) && one.subShopName().equals(other.subShopName())
                && one.warehouse() != null && one.warehouse().equals(other.warehouse()) && one.shipTo().equals(other.shipTo());
    }

    /** Those that are under way in one of these parcels. A number that another buyer's parcel bears is a slip of the pen. */
    private List<Consignment> fellows(Actor actor, Consignment consignment, List<Consignment.Parcel> parcels) {
        // two that write the same number at once: the second waits, and finds the first under it
        parcels.stream().map(parcel -> "parcel " + parcel.carrier() + ' ' + parcel.number()).distinct().sorted()
                .forEach(sql::alone);
        List<Consignment> fellows = new ArrayList<>();
        for (String carrier : parcels.stream().map(Consignment.Parcel::carrier).distinct().toList()) {
            List<String> numbers = parcels.stream().filter(p -> p.carrier().equals(carrier))
                    .map(Consignment.Parcel::number).toList();
            for (ConsignmentRows.Full other : rows.under(actor, carrier, numbers)) {
                if (!together(consignment, other.consignment())) {
                    throw new Problem(FulfilmentProblem.TRACKING_NUMBER_USED).with("number", other.consignment().parcels()
                            .stream().map(Consignment.Parcel::number).filter(numbers::contains).findFirst().orElse(""));
                }
                fellows.add(other.consignment());
            }
        }
        return fellows;
    }

    private static int newParcels(List<Consignment.Parcel> parcels, List<Consignment> fellows) {
        return (int) parcels.stream().filter(parcel -> fellows.stream().flatMap(f -> f.parcels().stream())
                .noneMatch(p -> p.carrier().equals(parcel.carrier()) && p.number().equals(parcel.number()))).count();
    }

    /** Of freights for one way the dearest stays paid: what of this one's goes back because a fellow paid for the way. */
    private Money freightBack(Actor actor, Consignment consignment, List<Consignment> fellows) {
        Money none = Money.zero(consignment.freight().currency());
        if (fellows.isEmpty()) {
            return none;
        }
        Map<ConsignmentId, Money> back = rows.freightBack(actor, fellows.stream().map(Consignment::id).toList());
        Money kept = fellows.stream().map(f -> f.freight().minus(back.getOrDefault(f.id(), none))).reduce(none, Money::plus);
        return consignment.freight().min(kept);
    }

    /** Whether that could be a tracking number at all. */
    public static boolean isNumber(String text) {
        return TRACKING_NUMBER.matcher(text).matches();
    }

    /** What of their freight members got back because consignments travelled together. */
    @Requires(Requires.SYSTEM)
    public Map<ConsignmentId, Money> freightGivenBack(Actor actor, Collection<ConsignmentId> ids) {
        return rows.freightBack(actor, ids);
    }

    /**
     * It will not reach its buyer: it came back, or is lost. What that means in money is the caller's.
     *
     * @param end RETURNED or LOST
     * @throws Problem ILLEGAL_TRANSITION unless it was on its way
     */
    @Requires(Requires.SYSTEM)
    public void end(Actor actor, String code, ConsignmentState end, String why) {
        Consignment gone = locked(actor, code).consignment();
        ConsignmentState.TRANSITIONS.check(gone.state(), end);
        rows.ended(actor, gone.id(), end);
        history.record(actor, THING, code, gone.state(), end, why);
        outbox.add(actor, new ConsignmentEnded(gone.id(), code, gone.orderCode(), gone.seller(), end, clock.now()));
    }

    /** The carrier stopped it on its way; whoever follows its parcels hears of it. @throws Problem NOT_FOUND */
    @Requires(Requires.SYSTEM)
    public void intercepted(Actor actor, String code, String why) {
        outbox.add(actor, new ConsignmentIntercepted(consignments.get(Actor.system(actor.tenant()), code).id(), code, why, clock.now()));
    }

    /** Until the transaction ends nobody else works on these. @throws Problem NOT_FOUND */
    @Requires(Requires.SYSTEM)
    public void lock(Actor actor, List<String> codes) {
        codes.stream().sorted().forEach(code -> locked(actor, code));
    }

    /** Whose goods left with a consignment, and what a dealer was credited for a piece of its own. */
    @Requires(Requires.SYSTEM)
    public List<Gone> gone(Actor actor, String code) {
        ConsignmentRows.Full full = rows.lock(actor, code).stream().findFirst()
                .orElseThrow(() -> Problem.notFound(THING, code));
        OrganisationId dealer = full.consignment().dealer();
        return stock.shipped(actor, code).stream().map(piece -> new Gone(piece.variant(), piece.stockOwner(), piece.quantity(),
                dealer == null || !piece.stockOwner().equals(dealer) ? null : unit(full, piece))).toList();
    }

    /** @param unit what the dealer got for one; null for headquarters' goods */
    public record Gone(VariantId variant, OrganisationId owner, int quantity, Money unit) {
    }

    /**
     * What a consignment's lines in the books are of.
     *
     * @param order   the order's code
     * @param parcels in which it left
     * @param own     the dealer's own goods that left with it
     */
    public record Behind(String order, int parcels, int pieces, List<Own> own) {
    }

    /** @param unit the dealer's own supply price of one */
    public record Own(String sku, int quantity, Money unit) {
    }

    /** The same of many consignments, by code; those that are not there stay away. */
    @Requires(Requires.SYSTEM)
    public Map<String, Behind> behind(Actor actor, Collection<String> codes) {
        if (codes.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Shipped>> gone = stock.shipped(actor, codes);
        return rows.ofCodes(actor, codes).stream().collect(Collectors.toMap(full -> full.consignment().code(), full -> {
            Consignment of = full.consignment();
            List<Own> own = gone.getOrDefault(of.code(), List.of()).stream().filter(piece -> piece.stockOwner().equals(of.dealer()))
                    .map(piece -> new Own(of.lines().stream().filter(line -> line.variant().equals(piece.variant())).map(Consignment.Line::sku).findFirst()
                            .orElse(""), piece.quantity(), unit(full, piece))).toList();
            return new Behind(of.orderCode(), of.parcels().size(), of.pieces(), own);
        }));
    }

    /** What a dealer earned for that consignment's parcels and pieces. */
    @Requires(Requires.SYSTEM)
    public Money fee(Actor actor, Consignment consignment, int parcels, int pieces) {
        return FulfilmentFee.of(consignment.freight().currency()).on(parcels, pieces);
    }

    /**
     * What a dealer would be credited for shipping a consignment, as its rules stand.
     *
     * @param fee      for one parcel with all its pieces
     * @param parcel   for each further parcel
     * @param ownGoods for what is set aside of its own goods, at its own supply price
     */
    public record WouldEarn(Money fee, Money parcel, Money ownGoods) {

        public Money total() {
            return fee.plus(ownGoods);
        }
    }

    /** What its dealer would earn with it before it has left. @throws Problem NOT_FOUND, also for another's and for what central ships or has left */
    @Requires(FulfilmentPermission.FULFIL)
    public WouldEarn wouldEarn(Actor actor, String code) {
        Consignment of = consignments.get(actor, code);
        boolean own = of.dealer() != null && (actor.headquarters() || of.dealer().equals(actor.organisation()));
        ConsignmentRows.Full full = rows.ofCodes(actor, List.of(code)).stream().findFirst().orElse(null);
        if (!own || full == null || !BEFORE_SHIPPING.contains(of.state())) {
            throw Problem.notFound(THING, code);
        }
        // what its member pays is not shown to a dealer
        FulfilmentFee rule = FulfilmentFee.of(full.consignment().freight().currency());
        return new WouldEarn(rule.on(1, of.pieces()), rule.perParcel(), ownGoods(full, stock.setAside(actor, code)));
    }

    /** Ships once a key. @throws Problem as {@link #ship(Actor, String, List)} */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment ship(Actor actor, String code, List<Consignment.Parcel> parcels, String key) {
        check(actor, parcels);
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
    private static List<NewPosting> postings(ConsignmentRows.Full full, VatRates.Charged charged, int parcels, List<Shipped> gone,
                                             Money back, boolean dealerPays) {
        Consignment consignment = full.consignment();
        Money goods = consignment.goods();
        Money freight = charged.freight().gross();
        List<NewPosting> postings = new ArrayList<>();
        // the shares of an order's consignments add up to what is held, so HELD ends at nothing with the last
        Money held = consignment.cost();
        if (!held.isZero()) {
            postings.add(NewPosting.of("consignment.shipped", THING, consignment.code(), consignment.orderCode(),
                    Leg.debit(Account.of(AccountKind.HELD, consignment.seller()), held),
                    Leg.credit(Account.of(AccountKind.SALES), charged.goods().net()),
                    Leg.credit(Account.of(AccountKind.FREIGHT_INCOME), charged.freight().net()),
                    Leg.credit(Account.of(AccountKind.VAT_OUT), charged.goods().vat().plus(charged.freight().vat())),
                    Leg.credit(Account.of(AccountKind.WALLET, consignment.seller()), back)));
        }
        if (consignment.dealer() != null) {
            Account due = Account.of(AccountKind.DEALER_DUE, consignment.dealer());
            Money fee = FulfilmentFee.of(goods.currency()).on(parcels, consignment.pieces());
            if (!fee.isZero()) {
                postings.add(NewPosting.transfer("consignment.fulfilled", THING, consignment.code(),
                        Account.of(AccountKind.FULFILMENT_COST), due, fee));
            }
            Money own = ownGoods(full, gone);
            if (!own.isZero()) {
                postings.add(NewPosting.transfer("consignment.own-goods", THING, consignment.code(),
                        Account.of(AccountKind.GOODS_COST), due, own));
            }
            if (dealerPays && !freight.isZero()) {
                postings.add(NewPosting.transfer("consignment.dealer-freight", THING, consignment.code(),
                        Account.of(AccountKind.FREIGHT_COST), due, freight));
            }
        }
        return postings;
    }

    private static Money ownGoods(ConsignmentRows.Full full, List<Shipped> gone) {
        OrganisationId dealer = full.consignment().dealer();
        return gone.stream().filter(shipped -> shipped.stockOwner().equals(dealer))
                .map(shipped -> unit(full, shipped).times(shipped.quantity()))
                .reduce(Money.zero(full.consignment().freight().currency()), Money::plus);
    }

    private static Money unit(ConsignmentRows.Full full, Shipped shipped) {
        return full.dealerSupply().stream()
                .filter(s -> s.dealer().equals(full.consignment().dealer()) && s.variant().equals(shipped.variant()))
                .map(NewConsignments.DealerSupply::unit).findFirst().orElseThrow();
    }

    private void check(Actor actor, List<Consignment.Parcel> parcels) {
        if (parcels == null || parcels.isEmpty() || parcels.size() > PARCELS_MAX) {
            throw new Problem(FulfilmentProblem.PARCELS_MISSING).with("max", PARCELS_MAX);
        }
        for (Consignment.Parcel parcel : parcels) {
            if (parcel.carrier() == null || Carriers.byCode(parcel.carrier()).isEmpty()) {
                throw new Problem(FulfilmentProblem.CARRIER_UNKNOWN).with("carrier", parcel.carrier());
            }
            if (!settings.get(actor, parcel.carrier()).active()) {
                throw new Problem(FulfilmentProblem.CARRIER_OFF).with("carrier", parcel.carrier());
            }
            if (parcel.number() == null || !TRACKING_NUMBER.matcher(parcel.number()).matches()) {
                throw new Problem(FulfilmentProblem.TRACKING_NUMBER_INVALID).with("number", parcel.number());
            }
        }
        plausible(parcels);
    }

    /** What can be said of parcels without knowing anything else. @throws Problem TRACKING_NUMBER_TWICE, PARCEL_TOO_HEAVY, FIELD_INVALID */
    static void plausible(List<Consignment.Parcel> parcels) {
        Set<String> numbers = new HashSet<>();
        for (Consignment.Parcel parcel : parcels) {
            if (!numbers.add(parcel.carrier() + ' ' + parcel.number())) {
                throw new Problem(FulfilmentProblem.TRACKING_NUMBER_TWICE).with("number", parcel.number());
            }
            if (parcel.grams() < 0) {
                throw Problem.invalid("grams", parcel.grams());
            }
            if (parcel.grams() > GRAMS_MAX) {
                throw new Problem(FulfilmentProblem.PARCEL_TOO_HEAVY).with("max", GRAMS_MAX / 1_000)
                        .with("kilograms", BigDecimal.valueOf(parcel.grams(), 3).stripTrailingZeros().toPlainString());
            }
        }
    }

    private ConsignmentRows.Full locked(Actor actor, String code) {
        return rows.lock(actor, code).stream().findFirst().orElseThrow(() -> Problem.notFound(THING, code));
    }
}
