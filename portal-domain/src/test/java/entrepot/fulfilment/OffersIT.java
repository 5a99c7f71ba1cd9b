package entrepot.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.catalog.Variant;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.OpeningTime;
import entrepot.inventory.OpeningTimes;
import entrepot.inventory.Stock;
import entrepot.inventory.StockLevel;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.messaging.Message;
import entrepot.messaging.Messages;
import entrepot.network.Organisation;
import entrepot.ordering.Order;
import entrepot.ordering.OrderHolds;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.geo.Address;
import entrepot.routing.Candidate;
import entrepot.routing.Peak;
import entrepot.routing.Peaks;
import entrepot.routing.RouteLine;
import entrepot.routing.Routing;
import entrepot.routing.RoutingPermission;
import entrepot.routing.Shares;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What dealers answer, what follows, and how they are held to it. */
class OffersIT {

    /** A Tuesday morning in Hangzhou. */
    private static final Instant MORNING = Instant.parse("2026-11-24T02:00:00Z");
    private static final Decline SOLD_OUT = new Decline(DeclineReason.OUT_OF_STOCK, "");
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Portal portal = Portal.running();
    private final Orders orders = portal.bean(Orders.class);
    private final Consignments consignments = portal.bean(Consignments.class);
    private final Offers offers = portal.bean(Offers.class);
    private final Shipping shipping = portal.bean(Shipping.class);
    private final Promises promises = portal.bean(Promises.class);
    private final OpeningTimes times = portal.bean(OpeningTimes.class);
    private final Ledger ledger = portal.bean(Ledger.class);
    private final Trade trade = Trade.inChina(portal);
    private final Organisation nearDealer = dealer("浙江省", "杭州市");
    private final Organisation farDealer = dealer("江苏省", "南京市");
    private final Warehouse near = house(nearDealer, "浙江省", "杭州市");
    private final Warehouse far = house(farDealer, "江苏省", "南京市");
    private final Actor nearPerson = person(nearDealer);
    private final Actor farPerson = person(farDealer);
    private final List<Variant> goods = new ArrayList<>();

    OffersIT() {
        portal.clockTo(trade.tenant, MORNING);
        goods.addAll(trade.products(3_333, 0, "A"));
        goods.addAll(trade.products(7_001, 0, "B"));
        trade.topUp(10_000_000);
    }

    private Organisation dealer(String province, String city) {
        Organisation dealer = trade.members.dealer(province, city);
        ledger.openAccounts(trade.system, dealer.id());
        return dealer;
    }

    private Warehouse house(Organisation dealer, String province, String city) {
        return portal.bean(Warehouses.class).open(trade.system, new OpenWarehouse(city, dealer.id(),
                new Address("", "", "CN", province, city, "", "", ""), null, 0));
    }

    private Actor person(Organisation dealer) {
        return Portal.member(trade.tenant, dealer.id(), FulfilmentPermission.VIEW, FulfilmentPermission.FULFIL,
                "stock:view", "stock:change");
    }

    private Actor sharing(Organisation dealer) {
        return Portal.member(trade.tenant, dealer.id(), RoutingPermission.SHARE);
    }

    private void put(Warehouse warehouse, int a, int b) {
        trade.stock(warehouse, goods.get(0).id(), trade.members.headquarters().id(), a);
        trade.stock(warehouse, goods.get(1).id(), trade.members.headquarters().id(), b);
    }

    private String order(int a, int b) {
        int n = COUNTER.incrementAndGet();
        return orders.place(trade.agent, b == 0 ? trade.order("O-" + n, "A", a)
                : trade.order("O-" + n, "A", a, "B", b), "o-" + n).code();
    }

    private Consignment only(String order) {
        List<Consignment> all = consignments.byOrder(trade.system, order);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private StockLevel level(Warehouse warehouse) {
        return portal.bean(Stock.class).availability(trade.system, List.of(goods.get(0).id())).stream()
                .filter(l -> l.warehouse().equals(warehouse.id())).findFirst().orElseThrow();
    }

    private Money due(Organisation dealer) {
        return ledger.balance(trade.system, Account.of(AccountKind.DEALER_DUE, dealer.id()));
    }

    private void addsUp(String code) {
        Order order = orders.get(trade.agent, code);
        assertThat(consignments.byOrder(trade.system, code).stream().map(Consignment::cost).reduce(Money::plus).orElseThrow())
                .isEqualTo(order.total());
    }

    private static void refuses(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void an_offer_says_what_it_would_earn_and_that_is_what_it_earns() {
        trade.stock(near, goods.get(0).id(), trade.members.headquarters().id(), 1);
        trade.stock(near, goods.get(0).id(), nearDealer.id(), 5);
        Consignment offered = only(order(3, 0));

        Shipping.WouldEarn would = shipping.wouldEarn(nearPerson, offered.code());

        assertThat(would.fee()).isEqualTo(Money.of(300 + 150, "CNY"));
        assertThat(would.ownGoods().isPositive()).as("two pieces are its own").isTrue();
        refuses(KernelProblem.NOT_FOUND, () -> shipping.wouldEarn(farPerson, offered.code()));
        Money before = due(nearDealer);
        offers.accept(nearPerson, offered.code());
        shipping.ship(nearPerson, offered.code(), List.of(new Consignment.Parcel("shunfeng", "SF1234567890001", 800)));
        assertThat(due(nearDealer).minus(before)).isEqualTo(would.total());
        refuses(KernelProblem.NOT_FOUND, () -> shipping.wouldEarn(nearPerson, offered.code()));
    }

    @Test
    void what_a_dealer_does_not_take_goes_to_the_next_as_a_consignment_of_its_own_and_shares_stay_exact() {
        put(near, 5, 5);
        put(far, 5, 5);
        String order = order(3, 2);
        Consignment offered = only(order);
        refuses(FulfilmentProblem.PIECES_INVALID, () -> offers.acceptPart(nearPerson, offered.code(),
                List.of(new Pieces(1, 4)), SOLD_OUT));
        refuses(FulfilmentProblem.PIECES_INVALID, () -> offers.acceptPart(nearPerson, offered.code(), List.of(), SOLD_OUT));
        refuses(KernelProblem.NOT_FOUND, () -> offers.acceptPart(farPerson, offered.code(), List.of(new Pieces(1, 1)), SOLD_OUT));

        Consignment kept = offers.acceptPart(nearPerson, offered.code(), List.of(new Pieces(1, 2), new Pieces(2, 2)),
                new Decline(DeclineReason.OUT_OF_STOCK, "one is torn"));

        assertThat(kept.state()).isEqualTo(ConsignmentState.ACCEPTED);
        assertThat(kept.pieces()).isEqualTo(4);
        Consignment rest = consignments.byOrder(trade.system, order).get(1);
        assertThat(rest.state()).isEqualTo(ConsignmentState.OFFERED);
        assertThat(rest.warehouse()).isEqualTo(far.id());
        assertThat(rest.pieces()).isEqualTo(1);
        assertThat(rest.splitFrom()).isEqualTo(offered.code());
        assertThat(consignments.isSplit(nearPerson, offered.code())).isTrue();
        assertThat(consignments.isSplit(farPerson, rest.code())).isFalse();
        refuses(KernelProblem.NOT_FOUND, () -> consignments.isSplit(farPerson, offered.code()));
        // the route of its own part, not the rest's, that it declined
        Shares shares = portal.bean(Shares.class);
        assertThat(shares.of(sharing(nearDealer), order)).hasSize(2);
        assertThat(shares.of(sharing(nearDealer), order, near.id())).get().satisfies(own -> assertThat(own.lines())
                .extracting(RouteLine::quantity).containsExactly(3, 2));
        assertThat(shares.of(sharing(farDealer), order, far.id())).get().satisfies(own -> assertThat(own.lines())
                .extracting(RouteLine::quantity).containsExactly(1));
        assertThat(level(near).reserved()).isEqualTo(2);
        assertThat(level(far).reserved()).isEqualTo(1);
        addsUp(order);
        assertThat(consignments.history(trade.agent, rest.code()).get(0).why()).contains("one is torn");

        offers.accept(farPerson, rest.code());
        for (Consignment part : consignments.byOrder(trade.system, order)) {
            shipping.ship(trade.system, part.code(), List.of(new Consignment.Parcel("shunfeng", "SF" + part.code(), 0)));
        }
        assertThat(trade.balance(AccountKind.HELD)).isEqualTo(Money.of(0, "CNY"));
        // a parcel and four pieces; a parcel and one piece
        assertThat(due(nearDealer)).isEqualTo(Money.of(500, "CNY"));
        assertThat(due(farDealer)).isEqualTo(Money.of(350, "CNY"));
    }

    @Test
    void what_ran_out_after_accepting_is_written_off_goes_on_and_costs_the_dealer() {
        put(near, 5, 0);
        put(far, 5, 0);
        String order = order(3, 0);
        Consignment accepted = offers.accept(nearPerson, only(order).code());

        offers.ranOut(nearPerson, accepted.code(), List.of(new Pieces(1, 1)), "wet");

        assertThat(level(near).onHand()).isEqualTo(4);
        assertThat(level(near).reserved()).isEqualTo(2);
        assertThat(portal.bean(Stock.class).movements(nearPerson, near.id(), goods.get(0).id(), 1)).singleElement()
                .satisfies(m -> assertThat(m.document()).contains(accepted.code()).contains("wet"));
        assertThat(consignments.byOrder(trade.system, order)).extracting(Consignment::pieces).containsExactly(2, 1);
        addsUp(order);
        assertThat(due(nearDealer)).isEqualTo(Money.of(-500, "CNY"));

        offers.ranOut(nearPerson, accepted.code(), List.of(new Pieces(1, 2)), "all wet");
        assertThat(consignments.get(trade.system, accepted.code()).warehouse()).isEqualTo(far.id());
        refuses(KernelProblem.NOT_FOUND, () -> consignments.get(nearPerson, accepted.code()));
        DealerMark out = promises.ranOutOf(nearPerson, accepted.code()).orElseThrow();
        assertThat(out.pieces()).isEqualTo(2);
        assertThat(promises.entry(nearPerson, out.code()).goods()).as("what it held when it ran out, and not what went before")
                .singleElement().satisfies(held -> assertThat(held.pieces()).isEqualTo(2));
        assertThat(promises.ranOutOf(farPerson, accepted.code())).as("another dealer's").isEmpty();
        refuses(KernelProblem.NOT_FOUND, () -> promises.entry(farPerson, out.code()));
        assertThat(level(near).onHand()).isEqualTo(2);
        assertThat(level(near).reserved()).isZero();
        addsUp(order);
    }

    @Test
    void a_contested_fine_is_given_back_when_headquarters_strikes_it_or_says_nothing_for_a_week() {
        put(near, 9, 0);
        put(far, 9, 0);
        for (int i = 0; i < 2; i++) {
            String code = only(order(2, 0)).code();
            offers.accept(nearPerson, code);
            offers.ranOut(nearPerson, code, List.of(new Pieces(1, 1)), "wet");
        }
        assertThat(due(nearDealer)).isEqualTo(Money.of(-1000, "CNY"));
        List<DealerMark> out = promises.marks(nearPerson, near.code(), List.of(DealerMark.Kind.RAN_OUT), null, 9);
        assertThat(out).hasSize(2);
        assertThat(promises.marks(farPerson, null, List.of(), null, 9)).isEmpty();
        Actor manager = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), FulfilmentPermission.FULFIL,
                FulfilmentPermission.JUDGE);

        refuses(KernelProblem.NOT_FOUND, () -> promises.contest(farPerson, out.get(0).code(), "not mine"));
        refuses(FulfilmentProblem.NOT_CONTESTED, () -> promises.strike(manager, out.get(0).code(), "well"));
        promises.contest(nearPerson, out.get(0).code(), "the flood of the year");
        refuses(FulfilmentProblem.ALREADY_CONTESTED, () -> promises.contest(nearPerson, out.get(0).code(), "again"));
        promises.strike(manager, out.get(0).code(), "it was a flood");
        assertThat(due(nearDealer)).isEqualTo(Money.of(-500, "CNY"));

        promises.contest(nearPerson, out.get(1).code(), "the flood too");
        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofDays(8)));
        portal.settleDown(trade.tenant);
        assertThat(due(nearDealer)).isEqualTo(Money.of(0, "CNY"));
        assertThat(promises.contested(manager)).isEmpty();
    }

    @Test
    void fines_are_changed_by_two_people_and_a_week_old_mark_is_not_contested_any_more() {
        Actor maker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), FulfilmentPermission.FULFIL,
                FulfilmentPermission.TERMS);
        Actor checker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), FulfilmentPermission.FULFIL,
                FulfilmentPermission.TERMS);
        String proposal = promises.proposeTerms(maker, new DealerTerms(Money.of(100, "CNY"), Money.of(900, "CNY"), 3, null),
                "quieter season");
        refuses(ApprovalProblem.OWN_PROPOSAL, () -> promises.approveTerms(maker, proposal));
        promises.approveTerms(checker, proposal);
        put(near, 9, 0);
        String code = only(order(1, 0)).code();
        offers.accept(nearPerson, code);
        offers.ranOut(nearPerson, code, List.of(new Pieces(1, 1)), "wet");
        assertThat(due(nearDealer)).isEqualTo(Money.of(-900, "CNY"));

        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofDays(4)));
        String mark = promises.marks(nearPerson, null, List.of(DealerMark.Kind.RAN_OUT), null, 1).get(0).code();
        refuses(FulfilmentProblem.CONTEST_TOO_LATE, () -> promises.contest(nearPerson, mark, "late but true"));
    }

    @Test
    void a_late_dealers_score_falls_and_a_decline_for_no_fault_of_its_own_does_not_count() {
        put(near, 50, 0);
        put(far, 50, 0);
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String code = only(order(1, 0)).code();
            Actor asked = consignments.get(trade.system, code).warehouse().equals(near.id()) ? nearPerson : farPerson;
            if (asked == nearPerson) {
                offers.accept(asked, code);
                accepted.add(code);
            } else {
                offers.decline(asked, code, new Decline(DeclineReason.OUT_OF_AREA, ""));
            }
        }
        portal.settleDown(trade.tenant);
        assertThat(score(nearPerson)).isEqualTo(100);
        assertThat(score(farPerson)).isEqualTo(100);
        accepted = consignments.list(nearPerson, ConsignmentFilter.due(null, ConsignmentState.ACCEPTED), null, 50).stream()
                .map(Consignment::code).toList();
        assertThat(accepted).hasSizeGreaterThanOrEqualTo(5);

        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofHours(60)));
        Money before = due(nearDealer);
        for (String code : accepted) {
            shipping.ship(nearPerson, code, List.of(new Consignment.Parcel("shunfeng", "SF" + code, 0)));
        }
        portal.settleDown(trade.tenant);

        // in time is worth 25 of 100
        assertThat(score(nearPerson)).isEqualTo(75);
        assertThat(portal.bean(Routing.class).route(trade.system, "ASK-SCORE", trade.agentOrganisation.id(), Trade.hangzhou(),
                        List.of(new RouteLine(goods.get(0).id(), 1)), Set.of()).candidates())
                .as("routing weighs it").filteredOn(c -> c.warehouse().equals(near.id())).extracting(Candidate::score).containsExactly(75);
        assertThat(promises.marks(nearPerson, null, List.of(DealerMark.Kind.SHIPPED_LATE), null, 50))
                .extracting(DealerMark::consignment).containsExactlyInAnyOrderElementsOf(accepted);
        // a parcel and a piece less the fine for being late
        assertThat(due(nearDealer).minus(before)).isEqualTo(Money.of(accepted.size() * (350 - 200), "CNY"));
    }

    private int score(Actor dealer) {
        return promises.scores(dealer).get(0).score().score();
    }

    @Test
    void a_dealer_is_reminded_at_half_time_and_a_quarter_of_an_hour_before_once_each() {
        put(near, 5, 0);
        String code = only(order(1, 0)).code();
        assertThat(reminders(code)).isEmpty();
        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofMinutes(61)));
        portal.settleDown(trade.tenant);
        portal.settleDown(trade.tenant);
        assertThat(reminders(code)).containsExactly("fulfilment.letter.reminder");
        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofMinutes(106)));
        portal.settleDown(trade.tenant);
        portal.settleDown(trade.tenant);
        assertThat(reminders(code)).containsExactly("fulfilment.letter.last-call", "fulfilment.letter.reminder");
    }

    @Test
    void what_is_released_is_accepted_at_once_where_the_dealer_wishes_that_now() {
        put(near, 5, 0);
        OrderHolds holds = portal.bean(OrderHolds.class);
        String order = order(1, 0);
        holds.hold(trade.system, order, "the member called");
        times.set(nearPerson, near.code(), new OpeningTime(Set.of(), null, null, List.of(), true));
        holds.release(trade.system, order, "");
        assertThat(only(order).state()).isEqualTo(ConsignmentState.ACCEPTED);
        assertThat(only(order).offerDeadline()).isNull();

        times.set(nearPerson, near.code(), new OpeningTime(Set.of(), null, null, List.of(), false));
        String asked = order(1, 0);
        holds.hold(trade.system, asked, "the member called");
        holds.release(trade.system, asked, "");
        assertThat(only(asked).state()).isEqualTo(ConsignmentState.OFFERED);
        Peaks peaks = portal.bean(Peaks.class);
        Instant now = portal.now(trade.tenant);
        String peak = peaks.propose(Portal.headquarters(trade.tenant, trade.members.headquarters().id(), "routing:rules", "routing:propose"),
                new Peak("", "Sale", now.plus(Duration.ofMinutes(10)), now.plus(Duration.ofDays(1)), true, 100, false, false, null), "sale");
        Actor checker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), "routing:rules", "routing:approve");
        peaks.approve(checker, peak);
        holds.hold(trade.system, asked, "once more");
        portal.clockTo(trade.tenant, now.plus(Duration.ofMinutes(20)));
        holds.release(trade.system, asked, "");
        assertThat(only(asked).state()).isEqualTo(ConsignmentState.ACCEPTED);
    }

    private List<String> reminders(String code) {
        return portal.bean(Messages.class).list(trade.system, null, 50).stream()
                .filter(m -> code.equals(m.details().get("code"))).map(Message::text).toList();
    }

    @Test
    void a_deadline_stands_in_the_dealers_own_hours_and_not_on_days_on_which_it_is_closed() {
        put(near, 5, 0);
        times.set(nearPerson, near.code(), new OpeningTime(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                LocalTime.of(11, 0), LocalTime.of(20, 0), List.of(), false));
        // ten in the morning: the dealer opens at eleven
        assertThat(only(order(1, 0)).offerDeadline()).isBetween(MORNING.plus(Duration.ofHours(3)),
                MORNING.plus(Duration.ofHours(3)).plusSeconds(60));

        times.set(nearPerson, near.code(), new OpeningTime(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                LocalTime.of(9, 0), LocalTime.of(16, 0), List.of(), false));
        portal.bean(Warehouses.class).close(nearPerson, near.code(), LocalDate.parse("2026-11-25"),
                LocalDate.parse("2026-11-27"), "stocktaking");
        portal.clockTo(trade.tenant, Instant.parse("2026-11-24T07:30:00Z"));
        Consignment offered = only(order(1, 0));
        // half an hour is left today, then two closed days; but never past ship-by less a day
        assertThat(offered.offerDeadline()).isEqualTo(offered.shipBy().minus(Duration.ofHours(24)));
        refuses(KernelProblem.FIELD_MISSING, () -> times.set(nearPerson, near.code(), new OpeningTime(Set.of(),
                LocalTime.of(9, 0), LocalTime.of(16, 0), List.of(), false)));
        refuses(KernelProblem.NOT_FOUND, () -> times.set(farPerson, near.code(), new OpeningTime(Set.of(), null, null,
                List.of(), true)));
    }

    @Test
    void what_nobody_could_ship_is_placed_by_itself_when_goods_came_in_and_what_lies_somewhere_does_not_wait_for_the_rest() {
        put(near, 2, 2);
        put(trade.central, 2, 0);
        String order = order(2, 1);
        offers.decline(nearPerson, only(order).code(), SOLD_OUT);
        assertThat(consignments.byOrder(trade.system, order)).extracting(Consignment::state)
                .containsExactly(ConsignmentState.ACCEPTED, ConsignmentState.UNPLACED);
        addsUp(order);

        portal.settleDown(trade.tenant);
        put(trade.central, 0, 1);
        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofMinutes(30)));
        portal.settleDown(trade.tenant);

        assertThat(consignments.byOrder(trade.system, order)).extracting(Consignment::state)
                .containsExactly(ConsignmentState.ACCEPTED, ConsignmentState.ACCEPTED);
    }

    @Test
    void answers_cancels_and_expiry_at_the_same_time_lose_or_double_nothing() throws Exception {
        put(near, 60, 60);
        put(far, 60, 60);
        put(trade.central, 60, 60);
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            placed.add(order(2, 2));
        }
        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofHours(2)));
        ExecutorService pool = Executors.newFixedThreadPool(32);
        List<Future<?>> work = new ArrayList<>();
        for (int t = 0; t < 32; t++) {
            int seed = t;
            work.add(pool.submit(() -> {
                Random random = new Random(seed);
                for (int i = 0; i < 6; i++) {
                    String order = placed.get(random.nextInt(placed.size()));
                    tried(() -> {
                        List<Consignment> parts = consignments.byOrder(trade.system, order);
                        String code = parts.get(random.nextInt(parts.size())).code();
                        switch (random.nextInt(5)) {
                            case 0 -> offers.accept(trade.system, code);
                            case 1 -> offers.decline(trade.system, code, SOLD_OUT);
                            case 2 -> offers.acceptPart(trade.system, code, List.of(new Pieces(1, 1)), SOLD_OUT);
                            case 3 -> orders.cancel(trade.agent, order, "too slow");
                            default -> portal.in(trade.tenant.id(), () -> offers.expire(trade.system, 1));
                        }
                        return null;
                    });
                }
            }));
        }
        for (Future<?> one : work) {
            one.get(60, TimeUnit.SECONDS);
        }
        pool.shutdown();

        int living = 0;
        Money held = Money.of(0, "CNY");
        for (String order : placed) {
            addsUp(order);
            for (Consignment part : consignments.byOrder(trade.system, order)) {
                boolean open = part.state() == ConsignmentState.OFFERED || part.state() == ConsignmentState.ACCEPTED;
                living += open ? part.pieces() : 0;
                held = part.state() == ConsignmentState.CANCELLED ? held : held.plus(part.cost());
            }
        }
        assertThat(portal.bean(Stock.class).availability(trade.system, goods.stream().map(Variant::id).toList()).stream()
                .mapToInt(StockLevel::reserved).sum()).isEqualTo(living);
        assertThat(trade.balance(AccountKind.HELD)).isEqualTo(held);
    }

    /** A refusal is an answer; anything else is a fault. */
    private static void tried(Callable<Void> deed) {
        try {
            deed.call();
        } catch (Problem refusal) {
            assertThat(refusal.code().name()).isIn("ILLEGAL_TRANSITION", "OFFER_EXPIRED", "NOT_FOUND", "PIECES_INVALID",
                    "ALREADY_PACKED", "ALREADY_SHIPPED");
        } catch (Exception fault) {
            throw new AssertionError(fault);
        }
    }
}
