package entrepot.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.catalog.Variants;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.inventory.Stock;
import entrepot.inventory.StockLevel;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.AccountKind;
import entrepot.platform.access.AccessProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposal;
import entrepot.platform.geo.Address;
import entrepot.pricing.PriceLists;
import entrepot.pricing.PricingProblem;
import entrepot.pricing.LineRequest;
import entrepot.pricing.Prices;
import entrepot.pricing.ProposePriceList;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import entrepot.wallet.WalletProblem;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OrderLifeIT {

    private static final Address BEIJING = new Address("李四", "13900000002", "CN", "北京市", "北京市", "朝阳区", "建国路88号", "100022");

    private final Portal portal = Portal.running();
    private final Orders orders = portal.bean(Orders.class);
    private final OrderHolds holds = portal.bean(OrderHolds.class);
    private final OrderChanges changes = portal.bean(OrderChanges.class);
    private final WaitingOrders waiting = portal.bean(WaitingOrders.class);
    private final Consignments consignments = portal.bean(Consignments.class);
    private final Trade trade = Trade.inChina(portal);
    private final Actor manager = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), "orders:view",
            "orders:cancel", "orders:release", "orders:rules", "orders:change", "orders:answer", "orders:quote", "orders:limit",
            "consignments:view", "consignments:fulfil", "sub-shops:read");
    private final Actor agent = Portal.member(trade.tenant, trade.agentOrganisation.id(), "orders:view", "orders:place",
            "orders:cancel", "orders:change", "orders:limit", "consignments:view", "sub-shops:read");

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).as(problem.getMessage()).isEqualTo(code));
    }

    private void rules(HoldRules rules) {
        portal.bean(HoldRuleBook.class).begin(trade.system, rules);
    }

    private Order placed(PlaceOrder order) {
        return orders.get(agent, orders.place(agent, order, "k" + order.outsideNumber()).code());
    }

    private PlaceOrder to(Address address, String number, Object... skus) {
        PlaceOrder order = trade.order(number, skus);
        return new PlaceOrder(order.subShopCode(), number, address, order.lines(), "", "", null);
    }

    private List<Doubt.Kind> asked(Order order) {
        return holds.of(agent, order.code()).stream().filter(OrderDoubt::isOpen).map(OrderDoubt::kind).toList();
    }

    private int reserved() {
        return portal.bean(Stock.class).availability(trade.system, List.copyOf(portal.bean(entrepot.catalog.Variants.class)
                .bySkus(trade.agent, List.of("A", "B")).values().stream().map(entrepot.catalog.Variant::id).toList())).stream()
                .mapToInt(StockLevel::reserved).sum();
    }

    private Consignment living(String code) {
        return consignments.byOrder(trade.system, code).stream().filter(c -> c.state().living()).findFirst().orElseThrow();
    }

    /** What is held is what open orders cost, and what is reserved is what they want. */
    private void booksAreRight() {
        Money held = Money.zero("CNY");
        int pieces = 0;
        for (Order order : orders.list(agent, OrderFilter.ALL, null, 200)) {
            for (Consignment part : consignments.byOrder(trade.system, order.code())) {
                if (part.state().living() && part.shippedAt() == null) {
                    held = held.plus(part.cost());
                    pieces += part.state() == ConsignmentState.UNPLACED ? 0 : part.pieces();
                }
            }
        }
        assertThat(trade.balance(AccountKind.HELD)).isEqualTo(held);
        assertThat(reserved()).isEqualTo(pieces);
    }

    @Test
    void a_platforms_ship_by_counts_before_the_rule() {
        trade.products(10_000, 10, "A", "B");
        trade.topUp(100_000);
        Instant tomorrow = portal.now(trade.tenant).plus(Duration.ofHours(20));
        assertThat(placed(trade.order("1", "A", 1).shippedBy(tomorrow)).shipBy()).isEqualTo(tomorrow);
        Order ruled = placed(trade.order("2", "A", 1));
        assertThat(ruled.shipBy()).isEqualTo(ruled.paidAt().plus(Duration.ofHours(48)));
        assertThat(orders.due(agent, OrderFilter.ALL, null, 10)).extracting(Order::outsideNumber).containsExactly("1", "2");
        assertThat(orders.due(agent, OrderFilter.ALL, ruled.code(), 10)).isEmpty();
        assertThat(orders.due(agent, new OrderFilter(null, null, null, null, null, ruled.shipBy()), null, 10))
                .extracting(Order::outsideNumber).containsExactly("1");
        assertThat(orders.due(agent, new OrderFilter(null, null, null, "SHP-NONE", null, null), null, 10)).isEmpty();
        assertThat(orders.due(agent, new OrderFilter(null, null, null, trade.shop.code(), ruled.placedAt().plusSeconds(60), null), null, 10))
                .isEmpty();
    }

    @Test
    void every_rule_holds_an_order_with_its_reason_and_keeps_money_and_stock() {
        trade.products(10_000, 50, "A", "B");
        trade.topUp(10_000_000);
        rules(new HoldRules(new BigDecimal("500"), 1, true, true, true, true, 4));

        Order first = placed(trade.order("1", "A", 1));
        assertThat(asked(first)).containsExactly(Doubt.Kind.FIRST_ORDERS);
        assertThat(first.state()).isEqualTo(OrderState.ON_HOLD);
        assertThat(asked(placed(to(BEIJING, "2", "A", 10)))).containsExactly(Doubt.Kind.VALUE);
        assertThat(asked(placed(to(new Address("赵六", "13700000003", "CN", "浙江省", "杭州市", "", "路", ""), "3", "A", 1))))
                .containsExactly(Doubt.Kind.ADDRESS_UNCLEAR);
        assertThat(asked(placed(trade.order("4", "B", 1, "50.00")))).containsExactly(Doubt.Kind.PRICE_BREACH);
        PlaceOrder wrong = trade.order("5", "B", 1, "100.00").paid(new BigDecimal("90"));
        assertThat(asked(placed(new PlaceOrder(wrong.subShopCode(), "5", BEIJING, wrong.lines(), "", "",
                portal.now(trade.tenant).plus(Duration.ofDays(1))).on(wrong.terms()))))
                .containsExactly(Doubt.Kind.PAID_IN_FUTURE, Doubt.Kind.PAID_AMOUNT);
        // the same phone, however it is written, and the same item today
        Order twice = placed(to(new Address("王 五", "+86 138-0000-0001", "CN", "浙江省", "杭州市", "西湖区", "别处2号", ""), "6", "A", 1));
        assertThat(asked(twice)).containsExactly(Doubt.Kind.DUPLICATE);
        assertThat(holds.of(agent, twice.code()).get(0).details()).containsEntry("order", first.code());
        booksAreRight();
        assertThat(living(first.code()).state()).isEqualTo(ConsignmentState.HELD);

        // headquarters decides what is headquarters', the member answers questions about duplicates
        refused(OrderProblem.HEADQUARTERS_DECIDES, () -> holds.shipIt(agent, first.code(), ""));
        assertThat(holds.shipIt(agent, twice.code(), "two gifts").state()).isEqualTo(OrderState.PLACED);
        assertThat(living(twice.code()).state()).isEqualTo(ConsignmentState.ACCEPTED);
        assertThat(holds.releaseAll(manager, List.of(first.code(), "ORD-NONE"), "known")).extracting(o -> o.refusal() == null)
                .containsExactlyInAnyOrder(true, false);
        assertThat(orders.get(agent, first.code()).state()).isEqualTo(OrderState.PLACED);
        refused(OrderProblem.NOT_ON_HOLD, () -> holds.release(manager, first.code(), ""));
        // cancelling gives all back
        for (Order order : orders.list(agent, OrderFilter.ALL, null, 50)) {
            orders.cancel(agent, order.code(), "test");
        }
        assertThat(trade.balance(AccountKind.HELD)).isEqualTo(Money.zero("CNY"));
        assertThat(reserved()).isZero();
    }

    @Test
    void silence_ships_a_duplicate_after_four_hours_and_nothing_else() {
        trade.products(10_000, 50, "A", "B");
        trade.topUp(1_000_000);
        rules(new HoldRules(new BigDecimal("100"), 0, false, false, false, true, 4));
        placed(trade.order("1", "A", 1));
        Order twice = placed(trade.order("2", "A", 1));
        Order big = placed(trade.order("3", "A", 3));
        assertThat(asked(big)).containsExactly(Doubt.Kind.VALUE, Doubt.Kind.DUPLICATE);
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofHours(4)).plusSeconds(60));
        portal.settleDown(trade.tenant);
        assertThat(orders.get(agent, twice.code()).state()).isEqualTo(OrderState.PLACED);
        assertThat(orders.get(agent, big.code()).state()).isEqualTo(OrderState.ON_HOLD);
        assertThat(asked(big)).containsExactly(Doubt.Kind.VALUE);
    }

    @Test
    void nobody_is_asked_twice_whether_two_orders_are_one() {
        trade.products(10_000, 50, "A", "B");
        trade.topUp(1_000_000);
        rules(new HoldRules(null, 0, false, false, false, true, 4));
        Order first = placed(trade.order("1", "A", 1));
        Order twice = placed(trade.order("2", "A", 1));
        assertThat(asked(twice)).containsExactly(Doubt.Kind.DUPLICATE);
        assertThat(changes.change(agent, first.code(), ChangeOrder.lines(List.of(new PlaceOrder.Line("A", 2, null)), "two")).state())
                .isEqualTo(OrderState.PLACED);
        Order third = placed(trade.order("3", "A", 1));
        assertThat(asked(third)).containsExactly(Doubt.Kind.DUPLICATE);
    }

    @Test
    void without_a_rule_a_price_outside_the_band_is_refused() {
        trade.products(10_000, 5, "A", "B");
        trade.topUp(100_000);
        refused(PricingProblem.PRICE_OUTSIDE_BAND, () -> placed(trade.order("1", "A", 1, "50.00")));
    }

    @Test
    void rules_are_changed_by_two_persons() {
        HoldRuleBook book = portal.bean(HoldRuleBook.class);
        String code = book.propose(manager, HoldRules.DEFAULTS, null, "the season begins");
        refused(entrepot.platform.approval.ApprovalProblem.OWN_PROPOSAL, () -> book.approve(manager, code));
        assertThat(book.now(manager)).isEqualTo(HoldRules.NONE);
        Actor second = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), "orders:rules");
        assertThat(book.toDecide(manager).count()).isZero();
        assertThat(book.toDecide(second).count()).isEqualTo(1);
        book.approve(second, code);
        assertThat(book.toDecide(second).count()).isZero();
        assertThat(book.now(manager)).isEqualTo(HoldRules.DEFAULTS);
        assertThat(book.list(manager)).hasSize(2).first().extracting(HoldRuleBook.Dated::reason).isEqualTo("the season begins");
    }

    @Test
    void headquarters_holds_by_hand_and_stock_that_ran_out_meanwhile_is_routed_anew() {
        trade.products(10_000, 5, "A", "B");
        trade.topUp(100_000);
        Order order = placed(trade.order("1", "A", 2));
        holds.hold(manager, order.code(), "the member called");
        assertThat(living(order.code()).state()).isEqualTo(ConsignmentState.HELD);
        booksAreRight();
        portal.in(trade.tenant.id(), () -> {
            portal.bean(Stock.class).release(trade.system, living(order.code()).code());
            return null;
        });
        holds.release(manager, order.code(), "");
        assertThat(living(order.code()).state()).isEqualTo(ConsignmentState.ACCEPTED);
        booksAreRight();
    }

    @Test
    void what_the_wallet_cannot_pay_waits_and_goes_after_a_top_up_what_leaves_soonest_first() {
        trade.products(10_000, 50, "A", "B");
        Order late = placed(trade.order("1", "A", 1).waitingForFunds());
        Order soon = placed(trade.order("2", "A", 1).waitingForFunds()
                .shippedBy(portal.now(trade.tenant).plus(Duration.ofHours(10))));
        assertThat(late.state()).isEqualTo(OrderState.WAITING_FUNDS);
        assertThat(reserved()).isZero();
        refused(WalletProblem.INSUFFICIENT_FUNDS, () -> placed(trade.order("3", "A", 1)));
        trade.topUp(late.total().minor() + 10);
        portal.settleDown(trade.tenant);
        assertThat(orders.get(agent, soon.code()).state()).isEqualTo(OrderState.PLACED);
        assertThat(orders.get(agent, late.code()).state()).isEqualTo(OrderState.WAITING_FUNDS);
        booksAreRight();
        assertThat(orders.cancel(agent, late.code(), "no").state()).isEqualTo(OrderState.CANCELLED);
        booksAreRight();
    }

    @Test
    void a_quote_holds_two_hours_then_cheaper_is_taken_and_dearer_comes_back() {
        trade.products(10_000, 50, "A", "B");
        trade.topUp(1_000_000);
        OrderQuotes.KeptQuote quote = portal.bean(OrderQuotes.class).keep(trade.agent, trade.order("1", "A", 1));
        Instant quoted = portal.now(trade.tenant);
        dearer("A");
        assertThat(orders.place(trade.agent, trade.order("1", "A", 1).atQuote(quote.code()), "q1").total())
                .isEqualTo(quote.quote().total());
        refused(OrderProblem.QUOTE_DIFFERS, () -> orders.place(trade.agent, trade.order("2", "A", 2).atQuote(quote.code()), "q2"));
        portal.clockTo(trade.tenant, quoted.plus(Duration.ofHours(3)));
        assertThatThrownBy(() -> orders.place(trade.agent, trade.order("3", "A", 1).atQuote(quote.code()), "q3"))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(OrderProblem.PRICE_CHANGED);
                    assertThat(problem.details().get("before")).isEqualTo(quote.quote().total());
                });
        refused(OrderProblem.PRICE_CHANGED, () -> orders.place(trade.agent, trade.order("4", "A", 1).quotedAt(quoted, quote.quote().total()), "q4"));
    }

    @Test
    void a_waiting_order_that_became_dearer_asks_before_it_goes() {
        trade.products(10_000, 50, "A", "B");
        Order waits = placed(trade.order("1", "A", 1).waitingForFunds());
        dearer("A");
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofHours(3)));
        trade.topUp(100_000);
        portal.settleDown(trade.tenant);
        assertThat(asked(waits)).containsExactly(Doubt.Kind.PRICE_CHANGED);
        assertThat(holds.of(agent, waits.code()).get(0).details()).containsEntry("before", waits.total().toString());
        Order after = waiting.again(agent, waits.code());
        assertThat(after.state()).isEqualTo(OrderState.PLACED);
        assertThat(after.total().compareTo(waits.total())).isPositive();
        booksAreRight();
    }

    @Test
    void a_sub_shops_limits_say_which_and_who_can_lift_them() {
        trade.products(10_000, 50, "A", "B");
        trade.topUp(1_000_000);
        SubShopLimits limits = portal.bean(SubShopLimits.class);
        limits.set(agent, trade.shop.code(), 2, new BigDecimal("250"));
        placed(trade.order("1", "A", 1));
        assertThatThrownBy(() -> placed(trade.order("2", "A", 3))).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(OrderProblem.SHOP_LIMIT_REACHED);
            assertThat(problem.details()).containsEntry("limit", "money").containsEntry("by", "owner");
        });
        // a quote says so before anybody places it
        assertThat(orders.quote(agent, trade.order("2", "A", 3)).refusals()).extracting(Problem::code)
                .containsExactly(OrderProblem.SHOP_LIMIT_REACHED);
        assertThat(orders.quote(agent, trade.order("2", "A", 1)).refusals()).isEmpty();
        placed(trade.order("3", "A", 1));
        assertThatThrownBy(() -> placed(trade.order("4", "A", 1))).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.details()).containsEntry("limit", "orders"));
        limits.set(manager, trade.shop.code(), 5, null);
        placed(trade.order("5", "A", 1));
        refused(OrderProblem.HEADQUARTERS_DECIDES, () -> limits.set(agent, trade.shop.code(), 100, null));
    }

    @Test
    void many_pieces_are_ordered_at_the_steps_of_the_price_list() {
        trade.products(10_000, 100, "A", "B");
        trade.topUp(1_000_000);
        String tier = portal.in(trade.tenant.id(), () -> portal.bean(entrepot.platform.sql.Sql.class).one(
                "select tier from organisation where tenant_id = ? and id = ?", row -> row.text("tier"), trade.tenant.id(), trade.agentOrganisation.id()));
        PriceLists lists = portal.bean(PriceLists.class);
        Actor checker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), "prices:approve", "prices:view");
        lists.approve(checker, lists.propose(Portal.headquarters(trade.tenant, trade.members.headquarters().id(), "prices:propose"),
                new ProposePriceList(tier, null, ProposePriceList.PercentOf.RETAIL, new BigDecimal("50"),
                        List.of(new ProposePriceList.Single("A", 10, new BigDecimal("40.00"))), "wholesale")).code());
        Order few = placed(trade.order("1", "A", 9));
        assertThat(few.lines().get(0).supply()).isEqualTo(Money.of(5_000, "CNY"));
        PlaceOrder many = trade.order("2", "A", 6, "B", 1, "A", 4);
        assertThat(orders.quote(agent, many).goods()).isEqualTo(Money.of(45_000, "CNY"));
        Order order = placed(many.wholesale());
        assertThat(order.goods()).isEqualTo(Money.of(45_000, "CNY"));
        assertThat(orders.explanation(agent, order.code()).lines().get(0).rule()).isEqualTo("TIER_STEP");
        assertThat(changes.change(agent, few.code(), ChangeOrder.lines(List.of(new PlaceOrder.Line("A", 10, null)), "ten")).goods())
                .isEqualTo(Money.of(40_000, "CNY"));
        // a line that stays has earned its price together with the others of its SKU
        Order both = placed(trade.order("3", "A", 9, "A", 1));
        assertThat(both.goods()).isEqualTo(Money.of(40_000, "CNY"));
        assertThat(changes.change(agent, both.code(), ChangeOrder.lines(List.of(new PlaceOrder.Line("A", 1, null)), "one")).goods())
                .isEqualTo(Money.of(5_000, "CNY"));
        Order five = placed(trade.order("4", "A", 5));
        assertThat(changes.change(agent, five.code(), ChangeOrder.lines(List.of(new PlaceOrder.Line("A", 5, null),
                new PlaceOrder.Line("A", 5, null)), "five more")).goods()).isEqualTo(Money.of(40_000, "CNY"));
        booksAreRight();
    }

    @Test
    void a_change_makes_no_order_dearer_than_its_sub_shops_day_allows() {
        trade.products(10_000, 50, "A", "B");
        trade.topUp(1_000_000);
        Order order = placed(trade.order("1", "A", 1));
        Order other = placed(trade.order("2", "B", 1));
        Money room = order.total().plus(other.total()).plus(Money.of(1, "CNY"));
        portal.bean(SubShopLimits.class).set(agent, trade.shop.code(), null, room.major());
        ChangeOrder more = ChangeOrder.lines(List.of(new PlaceOrder.Line("A", 2, null)), "one more");
        refused(OrderProblem.SHOP_LIMIT_REACHED, () -> changes.preview(agent, order.code(), more));
        refused(OrderProblem.SHOP_LIMIT_REACHED, () -> changes.change(agent, order.code(), more));
        // what costs the same is changed, and another day's orders do not count for this one's
        assertThat(changes.change(agent, other.code(), ChangeOrder.lines(List.of(new PlaceOrder.Line("A", 1, null)), "A instead")).total())
                .isEqualTo(other.total());
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(1)));
        Order later = placed(trade.order("3", "A", 1));
        refused(OrderProblem.SHOP_LIMIT_REACHED, () -> changes.change(agent, order.code(), more));
        assertThat(changes.change(agent, later.code(), more).pieces()).isEqualTo(2);
        booksAreRight();
    }

    @Test
    void lines_change_until_packing_and_the_wallet_moves_by_the_difference() {
        trade.products(10_000, 20, "A", "B");
        trade.topUp(200_000);
        Order order = placed(trade.order("1", "A", 2));
        dearer("A");
        ChangeOrder more = ChangeOrder.lines(List.of(new PlaceOrder.Line("A", 2, null), new PlaceOrder.Line("B", 1, null)), "one more");
        OrderChange shown = changes.preview(agent, order.code(), more);
        assertThat(orders.get(agent, order.code())).isEqualTo(order);
        Order after = changes.change(agent, order.code(), more);
        // the line that did not change keeps its price
        assertThat(after.lines().get(0).supply()).isEqualTo(order.lines().get(0).supply());
        assertThat(after.total()).isEqualTo(shown.after().total());
        assertThat(after.total().minus(order.total())).isEqualTo(shown.difference());
        booksAreRight();
        Order less = changes.change(agent, order.code(), ChangeOrder.lines(List.of(new PlaceOrder.Line("B", 1, null)), "no A"));
        assertThat(less.lines()).extracting(OrderLine::no).containsExactly(2);
        assertThat(orders.explanation(agent, order.code()).of(2).no()).isEqualTo(2);
        booksAreRight();
        refused(OrderProblem.NOTHING_CHANGED, () -> changes.change(agent, order.code(), ChangeOrder.address(less.shipTo(), "")));
        // stock and money that are not there leave the order as it is
        String before = trade.fingerprint();
        refused(entrepot.routing.RoutingProblem.NOBODY_CAN_SHIP, () -> changes.change(agent, order.code(),
                ChangeOrder.lines(List.of(new PlaceOrder.Line("B", 21, null)), "")));
        refused(WalletProblem.INSUFFICIENT_FUNDS, () -> changes.change(agent, order.code(),
                ChangeOrder.lines(List.of(new PlaceOrder.Line("A", 20, null), new PlaceOrder.Line("B", 9, null)), "")));
        refused(OrderProblem.CHANGE_STALE, () -> changes.change(agent, order.code(), new ChangeOrder(null,
                List.of(new PlaceOrder.Line("B", 2, null)), null, null, "", new BigDecimal("1.00"))));
        assertThat(trade.fingerprint()).isEqualTo(before);
        portal.bean(entrepot.fulfilment.Shipping.class).pack(trade.system, living(order.code()).code());
        refused(entrepot.fulfilment.FulfilmentProblem.ALREADY_PACKED, () -> changes.change(agent, order.code(),
                ChangeOrder.address(BEIJING, "moved")));
    }

    @Test
    void a_change_takes_its_locks_as_placing_does_stock_before_money() throws Exception {
        trade.products(10_000, 20, "A", "B");
        trade.topUp(200_000);
        Order order = placed(trade.order("1", "A", 1));
        try (Connection somebody = portal.asOwner(); Statement statement = somebody.createStatement()) {
            somebody.setAutoCommit(false);
            String here = " where tenant_id = " + trade.tenant.id().value() + " for update";
            statement.execute("set app.tenant_id = '" + trade.tenant.id().value() + "'");
            statement.execute("select 1 from stock" + here);
            CompletableFuture<Order> change = CompletableFuture.supplyAsync(() -> changes.change(agent, order.code(),
                    ChangeOrder.lines(List.of(new PlaceOrder.Line("A", 2, null)), "two")));
            while (!change.isDone() && !isWaitedFor(statement)) {
                Thread.onSpinWait();
            }
            statement.execute("select 1 from ledger_balance" + here + " nowait");
            somebody.rollback();
            assertThat(change.get(30, TimeUnit.SECONDS).pieces()).isEqualTo(2);
        }
    }

    @Test
    void a_presale_that_is_postponed_locks_orders_before_their_consignments_as_changes_do() throws Exception {
        trade.products(10_000, 0, "A");
        trade.topUp(200_000);
        var presales = portal.bean(entrepot.inventory.Presales.class);
        var day = portal.now(trade.tenant).atZone(trade.tenant.zone()).toLocalDate().plusDays(3);
        String presale = presales.open(trade.system, trade.central.code(), "A", 10, day).code();
        Order order = placed(trade.order("1", "A", 1));
        portal.settleDown(trade.tenant);
        presales.postpone(trade.system, presale, day.plusDays(5), "late");
        try (Connection somebody = portal.asOwner(); Statement statement = somebody.createStatement()) {
            somebody.setAutoCommit(false);
            String here = " where tenant_id = " + trade.tenant.id().value() + " for update";
            statement.execute("set app.tenant_id = '" + trade.tenant.id().value() + "'");
            statement.execute("select 1 from sales_order" + here);
            CompletableFuture<Void> told = CompletableFuture.runAsync(() -> portal.settleDown(trade.tenant));
            while (!told.isDone() && !isWaitedFor(statement)) {
                Thread.onSpinWait();
            }
            statement.execute("select 1 from consignment" + here + " nowait");
            somebody.rollback();
            told.get(30, TimeUnit.SECONDS);
        }
        assertThat(orders.get(agent, order.code()).shipBy()).isEqualTo(order.shipBy().plus(Duration.ofDays(5)));
        assertThat(living(order.code()).shipBy()).isEqualTo(order.shipBy().plus(Duration.ofDays(5)));
    }

    private static boolean isWaitedFor(Statement statement) throws SQLException {
        try (ResultSet waiting = statement.executeQuery(
                "select 1 from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))")) {
            return waiting.next();
        }
    }

    @Test
    void another_address_stays_with_its_warehouse_if_that_serves_it_else_the_route_is_swapped() {
        trade.products(10_000, 20, "A", "B");
        trade.topUp(200_000);
        var dealer = trade.members.dealer("浙江省", "杭州市");
        var near = portal.bean(entrepot.inventory.Warehouses.class).open(trade.system, new entrepot.inventory.OpenWarehouse("Near",
                dealer.id(), Trade.hangzhou(), null, 100));
        portal.bean(entrepot.inventory.Warehouses.class).setUp(trade.system, near.code(), new entrepot.inventory.SetUpWarehouse(
                "Near", true, 100, null, List.of("浙江省")));
        trade.stock(near, portal.bean(entrepot.catalog.Variants.class).bySkus(trade.agent, List.of("A")).get("A").id(),
                trade.members.headquarters().id(), 5);
        Order order = placed(trade.order("1", "A", 1));
        Consignment offered = living(order.code());
        assertThat(offered.warehouse()).isEqualTo(near.id());
        Address ningbo = new Address("王五", "13800000001", "CN", "浙江省", "宁波市", "海曙区", "中山路9号", "");
        changes.change(agent, order.code(), ChangeOrder.address(ningbo, "at work"));
        assertThat(living(order.code())).satisfies(part -> {
            assertThat(part.code()).isEqualTo(offered.code());
            assertThat(part.shipTo()).isEqualTo(ningbo);
            assertThat(part.readdressed().at()).isAfter(offered.createdAt());
            assertThat(part.stale()).as("nobody printed what nobody accepted").isFalse();
        });
        booksAreRight();
        Address xinjiang = new Address("王五", "13800000001", "CN", "新疆维吾尔自治区", "乌鲁木齐市", "天山区", "解放路1号", "");
        OrderChange shown = changes.preview(agent, order.code(), ChangeOrder.address(xinjiang, "moved"));
        assertThat(shown.kind()).isEqualTo(OrderChange.Kind.REROUTED);
        assertThat(shown.before().warehouses()).containsExactly("Near");
        assertThat(shown.after().warehouses()).containsExactly("Central");
        assertThat(shown.difference().isPositive()).as("the way is longer").isTrue();
        assertThat(living(order.code()).warehouse()).isEqualTo(near.id());
        changes.change(agent, order.code(), ChangeOrder.address(xinjiang, "moved"));
        assertThat(living(order.code()).warehouse()).isEqualTo(trade.central.id());
        assertThat(consignments.byOrder(trade.system, order.code())).extracting(Consignment::state)
                .containsExactlyInAnyOrder(ConsignmentState.REPLACED, ConsignmentState.ACCEPTED);
        assertThat(changes.of(agent, order.code())).hasSize(2);
        booksAreRight();
        orders.cancel(agent, order.code(), "no");
        booksAreRight();
    }

    @Test
    void papers_with_an_address_of_before_are_stale_until_both_are_printed_again_or_it_is_packed() {
        trade.products(10_000, 20, "A");
        trade.topUp(200_000);
        Order order = placed(trade.order("1", "A", 1));
        Consignment accepted = living(order.code());
        assertThat(accepted.state()).isEqualTo(ConsignmentState.ACCEPTED);
        assertThat(accepted.readdressed()).isNull();
        var papers = portal.bean(entrepot.fulfilment.Papers.class);
        List<String> one = List.of(accepted.code());
        changes.change(agent, order.code(), new ChangeOrder(null, null, "ring twice", null, "", null));
        assertThat(living(order.code()).readdressed()).as("the same place").isNull();

        changes.change(agent, order.code(), ChangeOrder.address(moved("1"), "moved"));
        assertThat(living(order.code()).readdressed()).matches(Consignment.Readdressed::slip).matches(Consignment.Readdressed::label);
        assertThat(stale()).isOne();
        papers.slips(trade.system, one);
        assertThat(living(order.code()).stale()).as("the label still names the place before").isTrue();
        papers.labels(trade.system, one, entrepot.fulfilment.Papers.LabelSize.A4, java.util.Map.of(), java.util.Locale.ENGLISH);
        assertThat(living(order.code()).stale()).isFalse();
        assertThat(living(order.code()).readdressed()).isNotNull();
        assertThat(stale()).isZero();

        changes.change(agent, order.code(), ChangeOrder.address(moved("2"), "moved again"));
        assertThat(living(order.code()).stale()).isTrue();
        portal.bean(entrepot.fulfilment.Shipping.class).pack(trade.system, accepted.code());
        assertThat(living(order.code()).stale()).isFalse();
        OrderRequests requests = portal.bean(OrderRequests.class);
        requests.agree(manager, requests.ask(agent, order.code(), accepted.code(), OrderRequest.Kind.ADDRESS, "please", moved("3")).code(), "yes", null);
        assertThat(living(order.code()).stale()).as("packed with the address of before").isTrue();
    }

    private static Address moved(String house) {
        return new Address(BEIJING.name(), BEIJING.phone(), BEIJING.country(), BEIJING.province(), BEIJING.city(), BEIJING.district(),
                "朝阳路" + house + "号", BEIJING.postcode());
    }

    private long stale() {
        return consignments.waiting(trade.system).stream().mapToLong(entrepot.fulfilment.Waiting::stale).sum();
    }

    @Test
    void once_packed_it_is_asked_for_and_an_intercept_costs_its_fee() {
        trade.products(10_000, 20, "A", "B");
        trade.topUp(200_000);
        OrderRequests requests = portal.bean(OrderRequests.class);
        var shipping = portal.bean(entrepot.fulfilment.Shipping.class);
        Order order = placed(trade.order("1", "A", 1));
        String part = living(order.code()).code();
        refused(OrderProblem.NOT_YET_PACKED, () -> requests.ask(agent, order.code(), part, OrderRequest.Kind.STOP, "stop", null));
        shipping.pack(trade.system, part);
        String stop = requests.ask(agent, order.code(), part, OrderRequest.Kind.STOP, "please stop", null).code();
        refused(OrderProblem.REQUEST_OPEN, () -> requests.ask(agent, order.code(), part, OrderRequest.Kind.STOP, "stop", null));
        Actor both = Portal.member(trade.tenant, trade.agentOrganisation.id(), "orders:view", "orders:change", "orders:answer");
        assertThat(requests.waiting(both, 10)).as("who sells and holds stock").isEmpty();
        refused(KernelProblem.NOT_FOUND, () -> requests.agree(both, stop, "for myself", null));
        refused(KernelProblem.NOT_FOUND, () -> requests.refuse(both, stop, "for myself"));
        requests.agree(manager, stop, "caught it", null);
        assertThat(orders.get(agent, order.code()).state()).isEqualTo(OrderState.CANCELLED);
        booksAreRight();
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(Money.of(200_000, "CNY"));

        Order gone = placed(trade.order("2", "A", 1));
        String away = living(gone.code()).code();
        shipping.pack(trade.system, away);
        shipping.ship(trade.system, away, List.of(new Consignment.Parcel(entrepot.fulfilment.Carriers.of("CN").get(0).code(), "SF12345678", 500)));
        portal.settleDown(trade.tenant);
        Money wallet = trade.balance(AccountKind.WALLET);
        String round = requests.ask(agent, gone.code(), away, OrderRequest.Kind.ADDRESS, "moved", BEIJING).code();
        assertThat(requests.waiting(manager, 10)).extracting(OrderRequest::code).containsExactly(round);
        requests.agree(manager, round, "the carrier turns it round", null);
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(wallet.minus(Money.of(1_000, "CNY")));
        assertThat(requests.pursued(manager, 10)).extracting(OrderRequest::code).containsExactly(round);
        assertThat(living(gone.code()).shipTo()).as("it still goes where it went").isNotEqualTo(BEIJING);
        assertThat(requests.caught(manager, round, "on its new way").state()).isEqualTo(OrderRequest.State.CAUGHT);
        assertThat(living(gone.code()).shipTo()).isEqualTo(BEIJING);
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(wallet.minus(Money.of(1_000, "CNY")));
        refused(OrderProblem.REQUEST_ANSWERED, () -> requests.tooLate(manager, round, "or not"));
        refused(OrderProblem.REQUEST_ANSWERED, () -> requests.refuse(manager, round, "too late"));
    }

    @Test
    void a_stopped_parcel_comes_back_and_one_that_arrives_all_the_same_gives_the_fee_back() {
        trade.products(10_000, 20, "A");
        trade.topUp(200_000);
        OrderRequests requests = portal.bean(OrderRequests.class);
        var shipping = portal.bean(entrepot.fulfilment.Shipping.class);
        var tracking = portal.bean(entrepot.tracking.Tracking.class);
        List<String> parts = new java.util.ArrayList<>();
        List<String> stops = new java.util.ArrayList<>();
        for (String number : List.of("SF55512345671", "SF55512345672", "SF55512345673")) {
            Order order = placed(trade.order(number, "A", 1));
            parts.add(living(order.code()).code());
            shipping.ship(trade.system, parts.get(parts.size() - 1), List.of(new Consignment.Parcel(entrepot.fulfilment.Carriers.of("CN").get(0).code(), number, 500)));
            portal.settleDown(trade.tenant);
            stops.add(requests.ask(agent, order.code(), parts.get(parts.size() - 1), OrderRequest.Kind.STOP, "stop it", null).code());
            requests.agree(manager, stops.get(stops.size() - 1), "we try", null);
        }
        Money paid = trade.balance(AccountKind.WALLET);
        assertThat(requests.intercepts(manager, parts)).hasSize(3).allMatch(OrderRequest::isPursued);
        Actor packer = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), OrderPermission.ANSWER);
        assertThat(requests.intercepts(packer, parts)).as("who ships sees requests, not orders").hasSize(3);
        requests.caught(packer, stops.get(0), "");
        shipping.deliver(trade.system, parts.get(1));
        requests.tooLate(manager, stops.get(2), "it was out for delivery");
        portal.settleDown(trade.tenant);
        assertThat(stops).extracting(code -> requests.get(agent, code).state()).containsExactly(OrderRequest.State.CAUGHT,
                OrderRequest.State.TOO_LATE, OrderRequest.State.TOO_LATE);
        assertThat(requests.pursued(manager, 10)).isEmpty();
        assertThat(trade.balance(AccountKind.WALLET)).as("two fees back").isEqualTo(paid.plus(Money.of(2_000, "CNY")));
        assertThat(tracking.byNumber(trade.system, "SF55512345671").get(0).state()).isEqualTo(entrepot.tracking.ParcelState.RETURNING);
        assertThat(tracking.byNumber(trade.system, "SF55512345673").get(0).state()).isEqualTo(entrepot.tracking.ParcelState.ANNOUNCED);
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(java.time.Duration.ofDays(12)));
        portal.settleDown(trade.tenant);
        assertThat(consignments.get(trade.system, parts.get(0)).state()).as("never delivered by itself").isEqualTo(ConsignmentState.SHIPPED);
    }

    @Test
    void an_intercept_ends_with_its_parcel_and_what_nobody_caught_gives_the_fee_back() {
        trade.products(10_000, 20, "A");
        trade.topUp(200_000);
        OrderRequests requests = portal.bean(OrderRequests.class);
        var shipping = portal.bean(entrepot.fulfilment.Shipping.class);
        List<String> parts = new java.util.ArrayList<>();
        List<String> asked = new java.util.ArrayList<>();
        for (String number : List.of("SF55512345681", "SF55512345682", "SF55512345683")) {
            Order order = placed(trade.order(number, "A", 1));
            String part = living(order.code()).code();
            shipping.ship(trade.system, part, List.of(new Consignment.Parcel(entrepot.fulfilment.Carriers.of("CN").get(0).code(), number, 500)));
            portal.settleDown(trade.tenant);
            parts.add(part);
            asked.add(requests.ask(agent, order.code(), part, parts.size() == 1 ? OrderRequest.Kind.STOP : OrderRequest.Kind.ADDRESS, "moved",
                    parts.size() == 1 ? null : BEIJING).code());
            requests.agree(manager, asked.get(asked.size() - 1), "we try", null);
        }
        String order = consignments.get(trade.system, parts.get(1)).orderCode();
        String unanswered = requests.ask(agent, order, parts.get(1), OrderRequest.Kind.STOP, "or stop it", null).code();
        String words = requests.ask(agent, order, parts.get(1), OrderRequest.Kind.OTHER, "is there a bill in it?", null).code();
        Money paid = trade.balance(AccountKind.WALLET);
        shipping.end(trade.system, parts.get(0), ConsignmentState.LOST, "nobody knows where");
        shipping.deliver(trade.system, parts.get(1));
        shipping.end(trade.system, parts.get(2), ConsignmentState.RETURNED, "nobody there");
        portal.settleDown(trade.tenant);
        assertThat(requests.pursued(manager, 10)).isEmpty();
        assertThat(asked).extracting(code -> requests.get(agent, code).state()).containsOnly(OrderRequest.State.TOO_LATE);
        assertThat(requests.get(agent, unanswered)).extracting(OrderRequest::state, OrderRequest::fee, OrderRequest::intercept)
                .containsExactly(OrderRequest.State.TOO_LATE, Money.zero("CNY"), false);
        assertThat(requests.refuse(manager, words, "no").state()).as("words may be answered still").isEqualTo(OrderRequest.State.REFUSED);
        assertThat(trade.balance(AccountKind.WALLET)).as("three fees back").isEqualTo(paid.plus(Money.of(3_000, "CNY")));
        refused(OrderProblem.REQUEST_ANSWERED, () -> requests.caught(manager, asked.get(0), "after all"));
    }

    @Test
    void a_request_for_a_quote_becomes_an_order_at_the_answered_prices() {
        trade.products(10_000, 200, "A", "B");
        trade.topUp(1_000_000);
        Quotations quotations = portal.bean(Quotations.class);
        Quotation asked = quotations.ask(agent, trade.shop.code(), "with our logo", List.of(new Quotation.Wish("A", "logo", 100)));
        Instant until = portal.now(trade.tenant).plus(Duration.ofDays(7));
        Money usual = portal.bean(Prices.class).quote(trade.system, trade.agentOrganisation.id(),
                List.of(new LineRequest(portal.bean(Variants.class).bySkus(trade.system, List.of("A")).get("A").id(), 100)),
                portal.now(trade.tenant)).get(0).supply();
        Actor deputy = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), "orders:view", "orders:quote", "prices:approve");
        assertThat(answered(quotations, asked.code(), usual.percent(new BigDecimal("89.99"))).state()).as("lower than one person may go")
                .isEqualTo(Quotation.State.ASKED);
        String cheap = quotations.proposed(manager, asked.code()).orElseThrow().code();
        assertThat(quotations.get(agent, asked.code()).offer()).isEmpty();
        refused(AccessProblem.NOT_PERMITTED, () -> quotations.approve(manager, cheap));
        quotations.reject(deputy, cheap, "too low");
        assertThat(answered(quotations, asked.code(), usual.percent(new BigDecimal("90"))).state()).as("as low as one person may go")
                .isEqualTo(Quotation.State.ANSWERED);

        answered(quotations, asked.code(), Money.of(1, "CNY"));
        quotations.answer(manager, asked.code(), List.of(new Quotations.OfferedLine("A", 100, new BigDecimal("41.50"))), until, "in 5 days");
        assertThat(quotations.get(agent, asked.code()).offer().get(0).unit()).as("what waits is not seen").isEqualTo(usual.percent(new BigDecimal("90")));
        assertThat(quotations.toDecide(deputy).count()).as("the latest alone waits").isEqualTo(1);
        quotations.approve(deputy, quotations.proposed(deputy, asked.code()).orElseThrow().code());
        assertThat(quotations.proposals(manager, asked.code())).as("who proposed and who decided, the latest first")
                .extracting(Proposal::maker, Proposal::checker, Proposal::state)
                .contains(tuple(manager.name(), deputy.name(), Proposal.State.APPROVED), tuple(manager.name(), deputy.name(), Proposal.State.REJECTED));
        refused(AccessProblem.NOT_PERMITTED, () -> quotations.proposals(agent, asked.code()));
        Quotations.Cost cost = quotations.cost(agent, asked.code(), Trade.hangzhou());
        assertThat(cost.freight()).isNotEqualTo(Money.zero("CNY"));
        OrderReceipt receipt = quotations.accept(agent, asked.code(), Trade.hangzhou(), false);
        assertThat(cost).as("said before").isEqualTo(new Quotations.Cost(receipt.goods(), receipt.freight(), receipt.total()));
        assertThat(receipt.goods()).isEqualTo(Money.of(415_000, "CNY"));
        assertThat(quotations.accept(agent, asked.code(), Trade.hangzhou(), false)).isEqualTo(receipt);
        refused(OrderProblem.QUOTE_UNKNOWN, () -> orders.place(agent, trade.order("once more", "A", 100).wholesale().atQuote(asked.code()), "more"));
        assertThat(quotations.get(agent, asked.code()).orderCode()).isEqualTo(receipt.code());
        assertThat(orders.explanation(agent, receipt.code()).of(1).rule()).isEqualTo("QUOTATION");
        booksAreRight();

        String late = quotations.ask(agent, trade.shop.code(), "again", List.of(new Quotation.Wish("A", "", 10))).code();
        quotations.answer(manager, late, List.of(new Quotations.OfferedLine("A", 10, new BigDecimal("99.00"))), until, "");
        portal.clockTo(trade.tenant, until.plusSeconds(1));
        refused(OrderProblem.QUOTE_EXPIRED, () -> quotations.accept(agent, late, Trade.hangzhou(), false));
        portal.settleDown(trade.tenant);
        assertThat(quotations.get(agent, late).state()).isEqualTo(Quotation.State.EXPIRED);
        refused(OrderProblem.WHOLESALE_HAS_NO_BUYER_PRICE, () -> placed(trade.order("9", "A", 1, "100.00").wholesale()));
    }

    private Quotation answered(Quotations quotations, String code, Money unit) {
        return quotations.answer(manager, code, List.of(new Quotations.OfferedLine("A", 100, unit.major())),
                portal.now(trade.tenant).plus(Duration.ofDays(7)), "");
    }

    private void dearer(String sku) {
        portal.in(trade.tenant.id(), () -> portal.bean(entrepot.platform.sql.Sql.class).update(
                "update variant set retail_minor = retail_minor * 2 where tenant_id = ? and sku = ?", trade.tenant.id(), sku));
    }
}
