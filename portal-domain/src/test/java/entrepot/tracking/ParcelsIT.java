package entrepot.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.catalog.Variant;
import entrepot.commission.Accruals;
import entrepot.fulfilment.CarrierSetting;
import entrepot.fulfilment.CarrierSettings;
import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.DealerMark;
import entrepot.fulfilment.FulfilmentProblem;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Promises;
import entrepot.fulfilment.Shipping;
import entrepot.fulfilment.ShippingNumbers;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.QualityHolds;
import entrepot.inventory.Stock;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.network.Organisation;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.audit.History;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.geo.Address;
import entrepot.testing.Force;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Parcels from the warehouse's door to wherever they end, with stock and books of a real tenant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParcelsIT {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Portal portal = Portal.running();
    private final Trade trade = Trade.inChina(portal);
    private final Actor system = trade.system;
    private final Orders orders = portal.bean(Orders.class);
    private final Consignments consignments = portal.bean(Consignments.class);
    private final Shipping shipping = portal.bean(Shipping.class);
    private final Tracking tracking = portal.bean(Tracking.class);
    private final Mishaps mishaps = portal.bean(Mishaps.class);
    private final TrackingSources sources = portal.bean(TrackingSources.class);
    private final CarrierSettings carriers = portal.bean(CarrierSettings.class);
    private final Actor manager = person();
    private final Actor deputy = person();
    private final Ledger ledger = portal.bean(Ledger.class);
    private final Stock stock = portal.bean(Stock.class);
    private final Map<AccountKind, Money> before = new EnumMap<>(AccountKind.class);
    private final Variant tent = trade.products(10_000, 100, "TENT").get(0);

    ParcelsIT() {
        trade.topUp(10_000_000);
    }

    private Actor person() {
        return Portal.headquarters(trade.tenant, trade.members.headquarters().id(), "consignments:view", "carriers:manage");
    }

    private Consignment order(int quantity) {
        return order(quantity, "N-" + COUNTER.incrementAndGet());
    }

    private Consignment order(int quantity, String number) {
        String code = orders.place(trade.agent, trade.order(number, "TENT", quantity), "k-" + number).code();
        return consignments.byOrder(system, code).get(0);
    }

    private String ship(Consignment consignment, String... numbers) {
        shipping.ship(system, consignment.code(), List.of(numbers).stream()
                .map(n -> new Consignment.Parcel("shunfeng", n, 500)).toList());
        portal.settleDown(trade.tenant);
        return tracking.byNumber(system, numbers[0]).get(0).code();
    }

    private String number() {
        return "SF" + (1_000_000_000_000L + COUNTER.incrementAndGet());
    }

    private int heard(String number, Scan... scans) {
        return tracking.hear(system, TrackingSource.KUAIDI100, number + List.of(scans), List.of(new Report(null, number, List.of(scans))));
    }

    private Scan scan(int hours, ParcelState state) {
        return new Scan(portal.now(trade.tenant).plus(Duration.ofHours(hours)), state, state + " " + hours, "杭州市");
    }

    /** By how much an account of headquarters changed in this test. */
    private Money headquarters(AccountKind kind) {
        return ledger.balance(system, Account.of(kind)).minus(before.get(kind));
    }

    @BeforeEach
    void look() {
        for (AccountKind kind : AccountKind.values()) {
            if (!kind.isOrganisations()) {
                before.put(kind, ledger.balance(system, Account.of(kind)));
            }
        }
    }

    private static Money yuan(long minor) {
        return Money.of(minor, "CNY");
    }

    private static void refuses(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private int onHand(Warehouse warehouse) {
        return stock.list(system, warehouse.code(), null, 9).lines().stream().mapToInt(l -> l.level().onHand()).sum();
    }

    @Test
    void what_is_shipped_is_followed_and_what_its_carrier_delivers_is_delivered() {
        Consignment consignment = order(2);
        String number = number();
        String code = ship(consignment, number);
        assertThat(tracking.get(system, code).charged()).isEqualTo(consignment.freight());

        assertThat(heard(number, scan(0, ParcelState.COLLECTED), scan(1, ParcelState.DELIVERED))).isEqualTo(2);

        assertThat(consignments.get(system, consignment.code()).state()).isEqualTo(ConsignmentState.DELIVERED);
        assertThat(tracking.history(system, code)).extracting(History.Change::to).containsExactly("DELIVERED");
        String later = number();
        String laterCode = ship(order(1), later);
        heard(later, scan(2, ParcelState.DELIVERED));
        ParcelFilter done = new ParcelFilter(ParcelFilter.View.DONE);
        assertThat(tracking.list(system, done, null, 50)).as("the newest first").isSortedAccordingTo(Comparator.comparing(Parcel::lastScanAt).reversed())
                .extracting(Parcel::code).contains(laterCode, code);
        assertThat(tracking.list(system, done, laterCode, 50)).extracting(Parcel::code).contains(code).doesNotContain(laterCode);
        assertThat(tracking.get(system, code).sellers()).as("whose they are").containsExactly(trade.agent.organisation());
        ParcelTrack track = tracking.ofOrder(trade.agent, consignment.orderCode()).get(0);
        assertThat(Carriers.name(track.carrier(), Locale.SIMPLIFIED_CHINESE)).isEqualTo("顺丰速运");
        assertThat(Carriers.name(track.carrier(), Locale.ENGLISH)).isEqualTo("SF Express");
        assertThat(track.link()).contains(number);
        assertThat(track.events()).extracting(ParcelTrack.Event::state).containsExactly(ParcelState.DELIVERED, ParcelState.COLLECTED);
        assertThat(tracking.ofOrder(trade.actorOf(trade.members.agent()), consignment.orderCode())).isEmpty();
    }

    @Test
    void a_scan_told_twice_or_late_stands_once_and_the_last_one_counts() {
        String number = number();
        String code = ship(order(1), number);
        heard(number, scan(3, ParcelState.DELIVERING));
        Scan transit = scan(2, ParcelState.IN_TRANSIT);
        assertThat(heard(number, transit)).isEqualTo(1);
        assertThat(heard(number, transit)).isZero();
        assertThat(heard(number, transit, scan(-2, ParcelState.COLLECTED))).isEqualTo(1);
        assertThat(tracking.get(system, code).state()).isEqualTo(ParcelState.DELIVERING);
        assertThat(heard(number, new Scan(Instant.parse("2020-01-01T00:00:00Z"), ParcelState.DELIVERED, "of long ago", "")))
                .as("another parcel's").isZero();
        assertThat(heard("SF0000", transit)).isZero();
    }

    @Test
    void a_call_that_is_not_signed_by_its_source_changes_nothing() {
        Actor manager = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), TrackingPermission.SOURCES);
        Actor visitor = Actor.visitor(trade.tenant.id());
        String number = number();
        String code = ship(order(1), number);
        String body = "{\"status\":\"polling\",\"lastResult\":{\"nu\":\"" + number + "\",\"state\":\"5\",\"data\":[{\"context\":\"派件\",\"ftime\":\""
                + DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"))
                .format(portal.now(trade.tenant)) + "\",\"statusCode\":\"5\"}]}}";
        refuses(TrackingProblem.SOURCE_UNKNOWN, () -> sources.called(visitor, TrackingSource.KUAIDI100, body, "x"));
        refuses(KernelProblem.FIELD_MISSING, () -> sources.setUp(manager, TrackingSource.KUAIDI100, true, "", "key"));
        sources.setUp(manager, TrackingSource.KUAIDI100, true, "C-1", "key");
        sources.setUp(manager, TrackingSource.SEVENTEEN_TRACK, true, "", "key17");
        refuses(TrackingProblem.MESSAGE_FORGED, () -> sources.called(visitor, TrackingSource.KUAIDI100, body, "x"));
        assertThat(tracking.get(system, code).state()).isEqualTo(ParcelState.ANNOUNCED);

        List<Ask> asks = portal.in(trade.tenant.id(), () -> sources.due(system, "https://shop.example"));
        Ask ask = asks.stream().filter(a -> a.body().contains(number)).findFirst().orElseThrow();
        assertThat(ask.body()).contains("%2Fkuaidi100");
        assertThat(portal.<List<Ask>>in(trade.tenant.id(), () -> sources.due(system, "https://shop.example"))).as("asked once").isEmpty();
        String salt = ask.body().replaceAll(".*salt%22%3A%22([A-Za-z0-9_-]+)%22.*", "$1");
        assertThat(sources.called(visitor, TrackingSource.KUAIDI100, body, Kuaidi100.md5(body + salt))).isEqualTo(Kuaidi100.THANKS);
        sources.called(visitor, TrackingSource.KUAIDI100, body, Kuaidi100.md5(body + salt));
        assertThat(tracking.events(system, code)).hasSize(1);
        String hook = "{\"event\":\"TRACKING_STOPPED\",\"data\":{\"number\":\"" + number + "\"}}";
        refuses(TrackingProblem.MESSAGE_FORGED, () -> sources.called(visitor, TrackingSource.SEVENTEEN_TRACK, hook, "x"));
        sources.called(visitor, TrackingSource.SEVENTEEN_TRACK, hook, Tokens.sha256(hook + "/key17"));
    }

    @Test
    void a_silent_parcel_is_flagged_and_counts_as_delivered_later_but_never_one_that_failed() {
        String silentNumber = number();
        String failedNumber = number();
        Consignment silent = order(1);
        Consignment failed = order(1);
        String silentCode = ship(silent, silentNumber);
        String failedCode = ship(failed, failedNumber);
        heard(silentNumber, scan(0, ParcelState.IN_TRANSIT));
        heard(failedNumber, scan(0, ParcelState.IN_TRANSIT), scan(1, ParcelState.PROBLEM));

        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(4)));
        portal.settleDown(trade.tenant);
        assertThat(tracking.get(system, silentCode).stalledAt()).isNotNull();
        assertThat(tracking.list(system, new ParcelFilter(ParcelFilter.View.STALLED), null, 50)).extracting(Parcel::code).contains(silentCode);

        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(7)));
        portal.settleDown(trade.tenant);
        assertThat(consignments.get(system, silent.code()).state()).isEqualTo(ConsignmentState.DELIVERED);
        assertThat(consignments.get(system, failed.code()).state()).isEqualTo(ConsignmentState.SHIPPED);
        assertThat(tracking.get(system, failedCode).state()).isEqualTo(ParcelState.PROBLEM);
    }

    @Test
    void how_long_a_parcel_may_be_silent_is_changed_by_two_persons() {
        Silences silences = portal.bean(Silences.class);
        Actor maker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), TrackingPermission.SOURCES, TrackingPermission.VIEW);
        Actor checker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), TrackingPermission.SOURCES, TrackingPermission.VIEW);
        refuses(KernelProblem.FIELD_INVALID, () -> silences.propose(maker, 21, 20, "flagged after it counts as delivered"));
        String proposal = silences.propose(maker, 1, 20, "a slow line");
        assertThat(List.of(silences.toDecide(maker).count(), silences.toDecide(checker).count())).as("on the checker's desk").containsExactly(0L, 1L);
        refuses(ApprovalProblem.OWN_PROPOSAL, () -> silences.approve(maker, proposal));
        assertThat(silences.now(maker)).isEqualTo(Silence.EXAMPLE);
        silences.approve(checker, proposal);
        assertThat(silences.waiting(maker)).isEmpty();
        String number = number();
        Consignment silent = order(1);
        String code = ship(silent, number);
        heard(number, scan(0, ParcelState.IN_TRANSIT));
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(2)));
        portal.settleDown(trade.tenant);
        assertThat(tracking.get(system, code).stalledAt()).isNotNull();
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(10)));
        portal.settleDown(trade.tenant);
        assertThat(consignments.get(system, silent.code()).state()).isEqualTo(ConsignmentState.SHIPPED);
        silences.approve(checker, silences.propose(maker, 3, 10, "as before"));
        portal.settleDown(trade.tenant);
        assertThat(consignments.get(system, silent.code()).state()).isEqualTo(ConsignmentState.DELIVERED);
    }

    @Test
    void a_refused_parcel_comes_back_into_stock_and_its_goods_are_paid_back_but_not_its_way() {
        Consignment consignment = order(3);
        String code = ship(consignment, number());
        Money wallet = trade.balance(AccountKind.WALLET);
        int shelf = onHand(trade.central);
        heard(tracking.get(system, code).number(), scan(1, ParcelState.REFUSED));
        assertThat(tracking.counts(system).get(ParcelFilter.View.EXCEPTIONS)).isPositive();
        for (ParcelFilter.View view : ParcelFilter.View.values()) {
            assertThat(tracking.list(system, new ParcelFilter(view), code, 50)).extracting(Parcel::code).doesNotContain(code);
        }
        assertThat(tracking.list(system, new ParcelFilter(ParcelFilter.View.EXCEPTIONS), null, 50)).extracting(Parcel::code).contains(code);
        Verdict verdict = new Verdict(Verdict.Bearer.MEMBER, yuan(500), null, "the buyer changed their mind");
        refuses(TrackingProblem.NOT_ENDED, () -> mishaps.judge(system, code, verdict));

        mishaps.cameBack(system, code, new CameBack(trade.central.code(), false, List.of(), "unopened"));
        portal.settleDown(trade.tenant);
        assertThat(onHand(trade.central)).isEqualTo(shelf + 3);
        assertThat(consignments.get(system, consignment.code()).state()).isEqualTo(ConsignmentState.RETURNED);
        assertThat(orders.get(trade.agent, consignment.orderCode()).state()).isEqualTo(OrderState.RETURNED);
        assertThat(trade.balance(AccountKind.WALLET)).as("nothing is paid back before it is decided").isEqualTo(wallet);

        Mishaps.Effect effect = mishaps.judge(system, code, verdict);
        assertThat(effect.goods()).isEqualTo(consignment.goods());
        assertThat(effect.freight()).isEqualTo(yuan(0));
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(wallet.plus(consignment.goods()).minus(yuan(500)));
        assertThat(headquarters(AccountKind.SALES)).isEqualTo(yuan(0));
        assertThat(headquarters(AccountKind.FREIGHT_INCOME)).isEqualTo(consignment.freight().plus(yuan(500)));
        refuses(TrackingProblem.JUDGED_ALREADY, () -> mishaps.judge(system, code, verdict));
    }

    @Test
    void pieces_that_somebody_has_to_look_at_come_back_but_are_not_sold() {
        String code = ship(order(2), number());
        int free = stock.list(system, trade.central.code(), null, 9).lines().stream().mapToInt(l -> l.level().available()).sum();
        mishaps.cameBack(system, code, new CameBack(trade.central.code(), true, List.of(), "the box is wet"));
        assertThat(stock.list(system, trade.central.code(), null, 9).lines().stream().mapToInt(l -> l.level().available()).sum()).isEqualTo(free);
        assertThat(portal.bean(QualityHolds.class).list(system, true, null, 50)).anyMatch(hold -> hold.quantity() == 2 && hold.reason().contains(code));
    }

    @Test
    void a_lost_parcel_is_paid_back_whole_and_the_carrier_pays_what_it_gives_in_to() {
        Consignment consignment = order(2);
        String code = ship(consignment, number());
        Money wallet = trade.balance(AccountKind.WALLET);
        mishaps.lost(system, code, List.of(), "the carrier admits it");
        refuses(TrackingProblem.COMPENSATION_TOO_HIGH, () -> mishaps.judge(system, code,
                new Verdict(Verdict.Bearer.CARRIER, null, yuan(100_000_000), "generous")));
        mishaps.judge(system, code, new Verdict(Verdict.Bearer.CARRIER, null, yuan(1_000), "lost on its way"));
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(wallet.plus(consignment.cost()).plus(yuan(1_000)));
        assertThat(headquarters(AccountKind.LOSSES)).isEqualTo(yuan(1_000));
        assertThat(headquarters(AccountKind.FREIGHT_INCOME)).isEqualTo(yuan(0));

        assertThat(tracking.get(system, code)).as("claimed at once").extracting(Parcel::claim, Parcel::claimed)
                .containsExactly(Parcel.Claim.OPEN, consignment.cost());
        assertThat(tracking.list(system, new ParcelFilter(ParcelFilter.View.CLAIMS), null, 200)).extracting(Parcel::code).contains(code);
        mishaps.claim(system, code, yuan(15_000), "as insured");
        assertThat(mishaps.claimHistory(system, code)).extracting(History.Change::from, History.Change::to)
                .containsExactlyInAnyOrder(tuple(null, "OPEN"), tuple("OPEN", "OPEN"));
        refuses(KernelProblem.FIELD_INVALID, () -> mishaps.claimWon(system, code, yuan(15_001), "too much"));
        mishaps.claimWon(system, code, yuan(12_000), "they pay the declared value");
        assertThat(headquarters(AccountKind.COURIER_PAYABLE)).isEqualTo(yuan(-12_000));
        assertThat(headquarters(AccountKind.FREIGHT_COST)).isEqualTo(yuan(-12_000));
        refuses(TrackingProblem.NO_OPEN_CLAIM, () -> mishaps.claimRefused(system, code, "changed their mind"));
        refuses(TrackingProblem.CLAIM_ALREADY, () -> mishaps.claim(system, code, yuan(15_000), "again"));
    }

    @Test
    void of_two_parcels_one_lost_the_order_arrives_with_the_other_and_commission_is_earned_on_what_arrived() {
        Consignment consignment = order(4);
        String first = number();
        String second = number();
        String code = ship(consignment, first, second);
        Money wallet = trade.balance(AccountKind.WALLET);
        refuses(TrackingProblem.PIECES_NOT_IN_PARCEL, () -> mishaps.lost(system, code,
                List.of(new CameBack.Piece(consignment.code(), 1, 5)), "five of four"));
        refuses(KernelProblem.FIELD_MISSING, () -> mishaps.lost(system, code, List.of(), "who knows what was in it"));
        refuses(TrackingProblem.PIECES_ELSEWHERE, () -> mishaps.lost(system, code,
                List.of(new CameBack.Piece(consignment.code(), 1, 4)), "the other parcel is not empty"));
        assertThat(mishaps.others(system, code)).isEqualTo(1);
        mishaps.lost(system, code, List.of(new CameBack.Piece(consignment.code(), 1, 1)), "one of two lost");
        assertThat(consignments.get(system, consignment.code()).state()).isEqualTo(ConsignmentState.SHIPPED);
        heard(second, scan(1, ParcelState.DELIVERED));
        mishaps.judge(system, code, new Verdict(Verdict.Bearer.HEADQUARTERS, null, null, "one piece"));
        portal.settleDown(trade.tenant);

        assertThat(consignments.get(system, consignment.code()).state()).isEqualTo(ConsignmentState.DELIVERED);
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(wallet.plus(Money.of(consignment.goods().minor() / 4, "CNY")));
        assertThat(portal.bean(Accruals.class).ofOrder(system, consignment.orderCode()))
                .allMatch(a -> a.reversed().minor() == Math.round(a.amount().minor() / 4.0));
    }

    @Test
    void of_a_refused_parcel_that_comes_back_in_parts_nothing_counts_as_delivered_and_the_rest_comes_later_or_is_lost() {
        for (boolean later : List.of(true, false)) {
            look();
            Consignment consignment = order(2);
            String number = number();
            String code = ship(consignment, number);
            Money wallet = trade.balance(AccountKind.WALLET);
            int shelf = onHand(trade.central);
            heard(number, scan(1, ParcelState.REFUSED), scan(2, ParcelState.RETURNING));
            List<CameBack.Piece> one = List.of(new CameBack.Piece(consignment.code(), 1, 1));
            mishaps.cameBack(system, code, new CameBack(trade.central.code(), false, one, "the box was open"));
            portal.settleDown(trade.tenant);

            assertThat(consignments.get(system, consignment.code()).state()).isEqualTo(ConsignmentState.SHIPPED);
            assertThat(portal.bean(Accruals.class).ofOrder(system, consignment.orderCode())).as("nothing is earned").isEmpty();
            assertThat(tracking.list(system, new ParcelFilter(ParcelFilter.View.EXCEPTIONS), null, 200)).extracting(Parcel::code).contains(code);
            assertThat(tracking.get(system, code).lastText()).startsWith("1/2 · ");
            assertThat(mishaps.told(system, code)).isEqualTo(new Mishaps.Told(1, 2));
            refuses(TrackingProblem.NOT_ENDED, () -> mishaps.judge(system, code, new Verdict(Verdict.Bearer.MEMBER, null, null, "too early")));
            heard(number, scan(3, ParcelState.REFUSED));
            heard(number, scan(4, ParcelState.DELIVERED));
            heard(number, scan(5, ParcelState.DELIVERED));
            portal.settleDown(trade.tenant);
            assertThat(tracking.get(system, code).state()).as("its sender signed for it").isEqualTo(ParcelState.RETURNING);

            refuses(TrackingProblem.PIECES_NOT_IN_PARCEL, () -> mishaps.lost(system, code,
                    List.of(new CameBack.Piece(consignment.code(), 1, 2)), "one is here"));
            if (later) {
                mishaps.cameBack(system, code, new CameBack(trade.central.code(), false, List.of(), "the other one"));
            } else {
                mishaps.lost(system, code, one, "the box was open");
            }
            portal.settleDown(trade.tenant);
            assertThat(mishaps.told(system, code)).isEqualTo(new Mishaps.Told(2, 2));
            assertThat(onHand(trade.central)).isEqualTo(shelf + (later ? 2 : 1));
            assertThat(consignments.get(system, consignment.code()).state()).isEqualTo(later ? ConsignmentState.RETURNED : ConsignmentState.LOST);
            mishaps.judge(system, code, new Verdict(Verdict.Bearer.CARRIER, null, null, "both are gone"));
            portal.settleDown(trade.tenant);
            assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(wallet.plus(consignment.cost()));
            assertThat(headquarters(AccountKind.SALES)).isEqualTo(yuan(0));
            assertThat(headquarters(AccountKind.FREIGHT_INCOME)).isEqualTo(yuan(0));
            assertThat(portal.bean(Accruals.class).ofOrder(system, consignment.orderCode())).isEmpty();
        }
    }

    @Test
    void what_does_not_come_back_of_a_delivered_parcel_stays_with_its_buyer() {
        Consignment consignment = order(2);
        String number = number();
        String code = ship(consignment, number);
        heard(number, scan(1, ParcelState.DELIVERED));
        mishaps.cameBack(system, code, new CameBack(trade.central.code(), false, List.of(new CameBack.Piece(consignment.code(), 1, 1)), "one too many"));
        assertThat(tracking.get(system, code).state()).isEqualTo(ParcelState.RETURNED);
        assertThat(consignments.get(system, consignment.code()).state()).isEqualTo(ConsignmentState.DELIVERED);
        assertThat(mishaps.told(system, code)).isEqualTo(new Mishaps.Told(1, 2));
    }

    @Test
    void of_two_parcels_both_lost_the_way_is_paid_back_once_with_the_last_one_judged() {
        Consignment consignment = order(2);
        String second = number();
        String code = ship(consignment, number(), second);
        String other = tracking.byNumber(system, second).get(0).code();
        Money wallet = trade.balance(AccountKind.WALLET);
        Verdict verdict = new Verdict(Verdict.Bearer.CARRIER, null, null, "the lorry burnt");
        mishaps.lost(system, code, List.of(new CameBack.Piece(consignment.code(), 1, 1)), "burnt");
        mishaps.lost(system, other, List.of(), "burnt as well");

        assertThat(mishaps.judge(system, code, verdict).freight()).isEqualTo(yuan(0));
        assertThat(mishaps.judge(system, other, verdict).freight()).isEqualTo(consignment.freight());
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(wallet.plus(consignment.cost()));
        assertThat(headquarters(AccountKind.FREIGHT_INCOME)).isEqualTo(yuan(0));
    }

    @Test
    void a_dealers_own_goods_that_come_back_to_it_are_its_own_again_and_a_fault_costs_it_its_fee() {
        Organisation dealer = trade.members.dealer("浙江省", "杭州市");
        ledger.openAccounts(system, dealer.id());
        Warehouse house = portal.bean(Warehouses.class).open(system, new OpenWarehouse("Dealer", dealer.id(), Trade.hangzhou(), null, 100));
        trade.stock(house, tent.id(), dealer.id(), 10);
        Consignment consignment = order(2);
        assertThat(consignment.dealer()).isEqualTo(dealer.id());
        portal.bean(Offers.class).accept(system, consignment.code());
        Actor person = Portal.member(trade.tenant, dealer.id(), TrackingPermission.VIEW, TrackingPermission.HANDLE, "consignments:view",
                "stock:view");
        String code = ship(consignment, number());
        Money due = ledger.balance(system, Account.of(AccountKind.DEALER_DUE, dealer.id()));
        assertThat(due.minor()).isGreaterThan(400);
        assertThat(tracking.get(person, code).charged()).as("not the dealer's business").isNull();

        mishaps.cameBack(person, code, new CameBack(house.code(), false, List.of(), "wrong colour packed"));
        assertThat(onHand(house)).isEqualTo(10);
        // three for the parcel and half for each piece
        assertThat(ledger.balance(system, Account.of(AccountKind.DEALER_DUE, dealer.id()))).isEqualTo(yuan(400));
        assertThat(headquarters(AccountKind.GOODS_COST)).isEqualTo(yuan(0));
        mishaps.judge(system, code, new Verdict(Verdict.Bearer.DEALER, null, null, "wrong colour"));
        assertThat(ledger.balance(system, Account.of(AccountKind.DEALER_DUE, dealer.id()))).isEqualTo(yuan(0));
        assertThat(headquarters(AccountKind.FREIGHT_INCOME)).isEqualTo(yuan(0));
        inParts(dealer, house, person);
        stock.count(system, house.id(), tent.id(), dealer.id(), 0, "the other tests ship from central");
    }

    /** Two come home one after the other, the third is lost: the dealer gives back what it got for each, once. */
    private void inParts(Organisation dealer, Warehouse house, Actor person) {
        Money due = ledger.balance(system, Account.of(AccountKind.DEALER_DUE, dealer.id()));
        Consignment consignment = order(3);
        assertThat(consignment.dealer()).isEqualTo(dealer.id());
        portal.bean(Offers.class).accept(system, consignment.code());
        String code = ship(consignment, number());
        Money got = headquarters(AccountKind.GOODS_COST);
        List<CameBack.Piece> one = List.of(new CameBack.Piece(consignment.code(), 1, 1));
        mishaps.cameBack(person, code, new CameBack(house.code(), false, one, "one"));
        mishaps.cameBack(person, code, new CameBack(house.code(), false, one, "another"));
        assertThat(headquarters(AccountKind.GOODS_COST).minor()).isEqualTo(got.minor() / 3);
        mishaps.lost(person, code, List.of(), "the third");
        mishaps.judge(system, code, new Verdict(Verdict.Bearer.DEALER, null, null, "badly packed"));
        assertThat(headquarters(AccountKind.GOODS_COST)).isEqualTo(yuan(0));
        assertThat(ledger.balance(system, Account.of(AccountKind.DEALER_DUE, dealer.id()))).isEqualTo(due);
        assertThat(onHand(house)).isEqualTo(9);
    }

    @Test
    void a_loss_counts_against_the_dealer_only_where_it_is_the_dealers_fault() {
        Organisation dealer = trade.members.dealer("浙江省", "杭州市");
        ledger.openAccounts(system, dealer.id());
        Warehouse house = portal.bean(Warehouses.class).open(system, new OpenWarehouse("Loser", dealer.id(), Trade.hangzhou(), null, 100));
        trade.stock(house, tent.id(), trade.members.headquarters().id(), 10);
        for (Verdict.Bearer bearer : List.of(Verdict.Bearer.CARRIER, Verdict.Bearer.DEALER)) {
            Consignment consignment = order(1);
            portal.bean(Offers.class).accept(system, consignment.code());
            String code = ship(consignment, number());
            mishaps.lost(system, code, List.of(), "gone");
            portal.settleDown(trade.tenant);
            mishaps.judge(system, code, new Verdict(bearer, null, null, "looked into"));
            portal.settleDown(trade.tenant);
            assertThat(portal.bean(Promises.class).marks(system, house.code(), List.of(DealerMark.Kind.LOST), null, 9))
                    .extracting(DealerMark::consignment)
                    .isEqualTo(bearer == Verdict.Bearer.DEALER ? List.of(consignment.code()) : List.of());
        }
        stock.count(system, house.id(), tent.id(), trade.members.headquarters().id(), 0, "the other tests ship from central");
    }

    @Test
    void consignments_of_one_buyer_travel_in_one_parcel_for_one_fee_and_the_dearest_freight() {
        Consignment one = order(1);
        Consignment other = order(3);
        assertThat(shipping.companions(system, one.code())).extracting(Consignment::code).contains(other.code());
        Money wallet = trade.balance(AccountKind.WALLET);
        String number = number();
        shipping.shipTogether(system, List.of(one.code(), other.code()), List.of(new Consignment.Parcel("shunfeng", number, 2_000)));
        portal.settleDown(trade.tenant);

        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(wallet.plus(one.freight().min(other.freight())));
        assertThat(headquarters(AccountKind.FREIGHT_INCOME)).isEqualTo(one.freight().max(other.freight()));
        Parcel parcel = tracking.byNumber(system, number).get(0);
        assertThat(parcel.consignments()).containsExactlyInAnyOrder(one.code(), other.code());
        assertThat(parcel.charged()).isEqualTo(one.freight().max(other.freight()));
        heard(number, scan(1, ParcelState.DELIVERED));
        assertThat(List.of(one, other)).extracting(c -> consignments.get(system, c.code()).state())
                .containsOnly(ConsignmentState.DELIVERED);
    }

    private void agreed(CarrierSetting terms, LocalDate from) {
        carriers.approve(deputy, carriers.propose(manager, terms, from, "the contract"));
    }

    @Test
    void what_a_carrier_gets_is_agreed_by_two_dated_and_kept_and_stopped_by_one() {
        CarrierSetting terms = new CarrierSetting("yuantong", true, true, 1_000, yuan(300), yuan(100));
        String proposed = carriers.propose(manager, terms, null, "the contract");
        refuses(ApprovalProblem.OWN_PROPOSAL, () -> carriers.approve(manager, proposed));
        assertThat(carriers.get(system, "yuantong").base()).as("not before a second person").isNull();
        assertThat(carriers.toDecide(deputy).count()).isEqualTo(1);
        carriers.approve(deputy, proposed);
        assertThat(carriers.get(system, "yuantong")).isEqualTo(terms);

        LocalDate today = LocalDate.ofInstant(portal.now(trade.tenant), trade.tenant.zone());
        agreed(new CarrierSetting("yuantong", true, false, 1_000, yuan(500), yuan(100)), today.plusDays(10));
        assertThat(carriers.get(system, "yuantong").base()).as("not before its day").isEqualTo(yuan(300));
        Instant later = portal.now(trade.tenant).plus(Duration.ofDays(11));
        assertThat(carriers.at(system, "yuantong", later).base()).isEqualTo(yuan(500));
        assertThat(carriers.at(system, "yuantong", later.minus(Duration.ofDays(30))).base()).as("nothing was agreed then").isNull();

        String earlier = carriers.propose(manager, new CarrierSetting("yuantong", true, true, 1_000, yuan(200), yuan(100)), null, "cheaper");
        carriers.stop(manager, "yuantong", "too late too often");
        refuses(ApprovalProblem.ALREADY_DECIDED, () -> carriers.approve(deputy, earlier));
        assertThat(carriers.get(system, "yuantong")).isEqualTo(new CarrierSetting("yuantong", false, true, 1_000, yuan(300), yuan(100)));
        assertThat(carriers.at(system, "yuantong", later)).as("what is agreed for later starts nothing by itself")
                .extracting(CarrierSetting::active, CarrierSetting::base).containsExactly(false, yuan(500));
        String again = carriers.propose(manager, terms, null, "they promised");
        refuses(ApprovalProblem.OWN_PROPOSAL, () -> carriers.approve(manager, again));
        carriers.reject(deputy, again, "they promised before");
        assertThat(carriers.get(system, "yuantong").active()).isFalse();
        agreed(terms, null);
        assertThat(carriers.get(system, "yuantong").active()).isTrue();
        assertThat(carriers.history(manager, "yuantong")).extracting(CarrierSettings.Dated::why)
                .containsExactly("the contract", "too late too often", "the contract", "the contract");
    }

    @Test
    void an_intercept_told_before_its_parcels_are_known_is_told_again() {
        String code = order(1).code();
        assertThatThrownBy(() -> tracking.intercepted(system, code, "stop it", portal.now(trade.tenant))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_number_is_one_buyers_and_a_carrier_that_is_switched_off_takes_nothing() {
        Consignment one = order(1);
        String number = number();
        ship(one, number);
        String code = orders.place(trade.agent, new PlaceOrder(trade.shop.code(), "else-" + number,
                new Address("李四", "13900000000", "CN", "浙江省", "杭州市", "西湖区", "别处2号", ""),
                List.of(new PlaceOrder.Line("TENT", 1, null)), "", "", null), "else").code();
        Consignment other = consignments.byOrder(system, code).get(0);
        refuses(FulfilmentProblem.TRACKING_NUMBER_USED, () -> shipping.ship(system, other.code(),
                List.of(new Consignment.Parcel("shunfeng", number, 100))));
        refuses(FulfilmentProblem.NOT_TOGETHER, () -> shipping.shipTogether(system, List.of(order(1).code(), other.code()),
                List.of(new Consignment.Parcel("shunfeng", number(), 100))));
        carriers.stop(system, "yunda", "too late too often");
        assertThatThrownBy(() -> shipping.ship(system, other.code(), List.of(new Consignment.Parcel("yunda", "4312345678901", 100))))
                .isInstanceOfSatisfying(Problem.class, refusal -> assertThat(refusal.details()).containsEntry("carrier", "yunda"))
                .hasMessageContaining(FulfilmentProblem.CARRIER_OFF.name());
        assertThat(carriers.list(system)).extracting(CarrierSetting::carrier, CarrierSetting::active).contains(tuple("yunda", false));
    }

    @Test
    void a_number_that_two_write_at_the_same_moment_is_one_buyers_and_one_way_is_paid_once() throws Exception {
        List<String> strangers = IntStream.range(0, 4).mapToObj(i -> orders.place(trade.agent, new PlaceOrder(trade.shop.code(),
                "at-once-" + i, new Address("王" + i, "1390000000" + i, "CN", "浙江省", "杭州市", "西湖区", "路" + i + "号", ""),
                List.of(new PlaceOrder.Line("TENT", 1, null)), "", "", null), "at-once-" + i).code()).toList();
        String theirs = number();
        List<String> outcomes = Force.at(4, 4, i -> {
            try {
                shipping.ship(system, consignments.byOrder(system, strangers.get(i)).get(0).code(),
                        List.of(new Consignment.Parcel("shunfeng", theirs, 100)));
                return "shipped";
            } catch (Problem refusal) {
                return refusal.code().name();
            }
        });
        assertThat(outcomes).containsOnlyOnce("shipped").contains(FulfilmentProblem.TRACKING_NUMBER_USED.name());

        look();
        List<Consignment> fellows = List.of(order(1), order(1), order(1), order(1));
        String ours = number();
        Force.at(4, 4, i -> shipping.ship(system, fellows.get(i).code(), List.of(new Consignment.Parcel("shunfeng", ours, 100))));
        assertThat(headquarters(AccountKind.FREIGHT_INCOME)).isEqualTo(fellows.get(0).freight());
    }

    @Test
    void a_carriers_bill_is_compared_row_by_row_posted_once_and_paid_by_another_person() {
        agreed(new CarrierSetting("zhongtong", true, false, 1_000, yuan(400), yuan(100)), null);
        List<String> numbers = List.of("73" + (100_000_000_000L + COUNTER.incrementAndGet()), "73" + (100_000_000_000L + COUNTER.incrementAndGet()),
                "73" + (100_000_000_000L + COUNTER.incrementAndGet()));
        for (String number : numbers) {
            shipping.ship(system, order(1).code(), List.of(new Consignment.Parcel("zhongtong", number, 800)));
        }
        portal.settleDown(trade.tenant);
        String file = "运单号,计费重量(kg),运费\n" + numbers.get(0) + ",0.8,4.00\n" + numbers.get(1) + ",2.5,6.00\n" + numbers.get(2)
                + ",0.8,4.50\n" + numbers.get(0) + ",0.8,4.00\n73000000000000,1,4.00\n";
        Actor maker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), TrackingPermission.BILLS,
                TrackingPermission.TAKE_BILLS, TrackingPermission.PAY_BILLS);
        Actor checker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), TrackingPermission.BILLS,
                TrackingPermission.PAY_BILLS);
        CourierBills bills = portal.bean(CourierBills.class);
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> bills.take(maker, "zhongtong", "B-0", "bill.csv", (file + "7301,1,x\n7302,heavy,4.00\n7303,1,-3.00\n7304,1,1E30\n")
                .getBytes(StandardCharsets.UTF_8))).as("every wrong row is named, credits too").isInstanceOfSatisfying(Problem.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(TrackingProblem.BILL_ROWS_WRONG);
                    assertThat(refusal.details()).containsEntry("count", 4)
                            .containsEntry("rows", "7: 7301 x 1; 8: 7302 4.00 heavy; 9: 7303 -3.00 1; 10: 7304 1E30 1");
                });
        assertThat(bills.list(maker, null, 50)).extracting(CourierBill::number).as("and nothing is taken").doesNotContain("B-0");

        CourierBill bill = bills.take(maker, "zhongtong", "B-1", "bill.csv", bytes);

        assertThat(bills.rows(maker, bill.code(), false, 0, 50)).extracting(CourierBill.Row::kind, row -> row.excess().minor())
                .containsExactly(tuple(CourierBill.Kind.MATCHED, 0L), tuple(CourierBill.Kind.WEIGHT, 200L),
                        tuple(CourierBill.Kind.PRICE, 50L), tuple(CourierBill.Kind.DOUBLED, 400L), tuple(CourierBill.Kind.UNKNOWN, 400L));
        refuses(TrackingProblem.BILL_TAKEN_ALREADY, () -> bills.take(maker, "zhongtong", "B-1", "bill.csv", bytes));
        assertThat(headquarters(AccountKind.COURIER_PAYABLE)).isEqualTo(yuan(0));
        bills.post(maker, bill.code());
        assertThat(headquarters(AccountKind.COURIER_PAYABLE)).isEqualTo(yuan(2_250));
        assertThat(headquarters(AccountKind.FREIGHT_COST)).isEqualTo(yuan(2_250));
        refuses(KernelProblem.ILLEGAL_TRANSITION, () -> bills.post(maker, bill.code()));
        Parcel heavy = tracking.byNumber(system, numbers.get(1)).get(0);
        assertThat(heavy.paid()).isEqualTo(yuan(600));
        assertThat(heavy.margin()).isEqualTo(heavy.charged().minus(yuan(600)));

        assertThat(bills.claimDifferences(maker, bill.code())).isEqualTo(3);
        assertThat(bills.claimDifferences(maker, bill.code())).as("claimed once").isZero();
        mishaps.claimWon(system, heavy.code(), yuan(200), "weighed again");
        Parcel dear = tracking.byNumber(system, numbers.get(2)).get(0);
        assertThat(dear.claimed()).isEqualTo(yuan(50));
        mishaps.lost(system, dear.code(), List.of(), "lost after all");
        Money owed = mishaps.judge(system, dear.code(), new Verdict(Verdict.Bearer.CARRIER, null, null, "the carrier lost it")).goods();
        assertThat(tracking.get(system, dear.code()).claimed()).as("the bill's small claim does not shut out the goods").isGreaterThan(owed);
        assertThat(mishaps.claimHistory(system, dear.code())).extracting(History.Change::to).containsExactly("OPEN", "OPEN");
        refuses(TrackingProblem.BILL_SAME_PERSON, () -> bills.paid(maker, bill.code(), yuan(2_050), "BANK-1"));
        bills.paid(checker, bill.code(), yuan(2_050), "BANK-1");
        assertThat(headquarters(AccountKind.COURIER_PAYABLE)).isEqualTo(yuan(0));
        assertThat(headquarters(AccountKind.FREIGHT_COST)).isEqualTo(yuan(2_050));
    }

    @Test
    void numbers_come_by_file_and_what_is_wrong_in_it_holds_up_nothing_else() {
        Consignment one = order(1);
        Consignment other = order(1);
        String file = "发货单号,快递公司,快递单号,重量(kg)\n" + one.code() + ",,SF9" + one.code().substring(11).replaceAll("[^0-9]", "0")
                + "000000,1.2\n" + other.orderCode() + ",顺丰,SFX" + COUNTER.incrementAndGet() + "ABC,0.5\nCON-261122-ZZZZZZ,顺丰,SF1,1\n";
        List<ShippingNumbers.Row> rows = portal.bean(ShippingNumbers.class).check(system,
                file.getBytes(StandardCharsets.UTF_8));
        assertThat(rows).extracting(ShippingNumbers.Row::good).containsExactly(true, true, false);
        assertThat(rows.get(0).parcels().get(0).carrier()).isEqualTo("shunfeng");
        assertThat(rows.get(0).parcels().get(0).grams()).isEqualTo(1_200);
        assertThat(rows.get(1).consignment().code()).as("found by its order").isEqualTo(other.code());
        assertThat(portal.bean(ShippingNumbers.class).check(system, ("发货单号,快递单号,重量\n" + one.code() + ",SF1000000000001,500\n" + other.code()
                + ",SF1000000000002,1\n" + other.code() + ",SF1000000000002,1\n").getBytes(StandardCharsets.UTF_8)))
                .extracting(row -> row.refusals().get(0).code()).as("grams for kilograms, and a number twice")
                .containsExactly(FulfilmentProblem.PARCEL_TOO_HEAVY, FulfilmentProblem.TRACKING_NUMBER_TWICE);
        ShippingNumbers.Row wrong = portal.bean(ShippingNumbers.class).check(system, ("发货单号,快递公司,快递单号,重量\n" + one.code()
                + ",飞毛腿,??,1200g\nCON-261122-ZZZZZZ,顺丰,SF1000000000003,x\n").getBytes(StandardCharsets.UTF_8)).get(0);
        assertThat(wrong.refusals()).extracting(Problem::code).as("all that is wrong with it").containsExactly(
                FulfilmentProblem.TRACKING_NUMBER_INVALID, FulfilmentProblem.CARRIER_UNKNOWN);
        assertThat(wrong.consignment().code()).isEqualTo(one.code());
        assertThat(wrong.written()).as("and what the file says").containsExactly(new ShippingNumbers.Written(null, "飞毛腿", "??", 1_200));
        Actor stranger = Portal.member(trade.tenant, trade.members.dealer("江苏省", "南京市").id(), "consignments:view", "consignments:fulfil");
        assertThat(portal.bean(ShippingNumbers.class).check(stranger, file.getBytes(StandardCharsets.UTF_8)))
                .as("another dealer's").noneMatch(ShippingNumbers.Row::good);
    }
}
