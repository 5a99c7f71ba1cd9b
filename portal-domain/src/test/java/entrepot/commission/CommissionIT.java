package entrepot.commission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import entrepot.demo.DemoPermission;
import entrepot.demo.DemonstrationClock;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentDelivered;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.network.Organisation;
import entrepot.network.SubShops;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CommissionIT {

    private final Portal portal = Portal.running();
    private final Accruals accruals = portal.bean(Accruals.class);
    private final Plans plans = portal.bean(Plans.class);
    private final Trade trade = Trade.inChina(portal);
    private final Organisation top = trade.members.agent();
    private final Organisation middle = trade.members.agentUnder(top.id());
    private final Organisation seller = trade.members.agentUnder(middle.id());
    private final Actor finance = Portal.headquarters(trade.tenant, trade.members.headquarters().id(),
            CommissionPermission.READ, CommissionPermission.SIMULATIONS, CommissionPermission.PROPOSE, CommissionPermission.APPROVE);

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).as(problem.getMessage()).isEqualTo(code));
    }

    /** Ten pieces of 1,000 yuan retail, Bronze pays 65 %: 6,500 yuan of supply, delivered. */
    private Consignment delivered(String number) {
        for (Organisation member : List.of(top, middle, seller)) {
            portal.bean(Ledger.class).openAccounts(trade.system, member.id());
        }
        trade.products(100_000, 100, "SKU-" + number);
        trade.topUp(seller.id(), 10_000_000);
        String order = portal.bean(Orders.class).place(trade.actorOf(seller), new PlaceOrder(
                trade.members.shopOf(seller).code(), number, Trade.hangzhou(),
                List.of(new PlaceOrder.Line("SKU-" + number, 10, null)), "", "", null), "key-" + number).code();
        Consignments consignments = portal.bean(Consignments.class);
        Shipping shipping = portal.bean(Shipping.class);
        Consignment consignment = consignments.byOrder(trade.system, order).get(0);
        shipping.ship(trade.system, consignment.code(), List.of(new Consignment.Parcel("shunfeng", "SF123456789" + number, 800)));
        Consignment gone = shipping.deliver(trade.system, consignment.code());
        portal.settleDown(trade.tenant);
        return gone;
    }

    private Money balance(AccountKind kind, Organisation of) {
        return portal.bean(Ledger.class).balance(trade.system, Account.of(kind, of.id()));
    }

    @Test
    void a_delivery_earns_for_the_uplines_and_waits_for_the_return_window() {
        delivered("1");

        assertThat(accruals.list(finance, null, null, 10)).hasSize(2).allSatisfy(accrual -> {
            assertThat(accrual.state()).isEqualTo(Accrual.State.PENDING);
            assertThat(accrual.explanation().recompute()).isEqualTo(accrual.amount());
            assertThat(Duration.between(accrual.accruedAt(), accrual.dueAt())).isEqualTo(Duration.ofDays(15));
        });
        assertThat(balance(AccountKind.COMMISSION_PENDING, middle)).isEqualTo(yuan("130.00"));
        assertThat(balance(AccountKind.COMMISSION_PENDING, top)).isEqualTo(yuan("65.00"));

        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(14)));
        portal.settleDown(trade.tenant);
        assertThat(balance(AccountKind.COMMISSION_DUE, middle)).isEqualTo(yuan("0"));

        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(2)));
        portal.settleDown(trade.tenant);
        assertThat(balance(AccountKind.COMMISSION_DUE, middle)).isEqualTo(yuan("130.00"));
        assertThat(balance(AccountKind.COMMISSION_PENDING, middle)).isEqualTo(yuan("0"));
    }

    @Test
    void commission_is_added_up_by_own_sub_shop_and_apart_on_the_sales_of_others() {
        Plan own = new Plan("own", "own", Plan.EXAMPLE.capPercent(), Plan.EXAMPLE.returnWindowDays(), Plan.Pick.ALL,
                List.of(Rule.percent("own", Rule.Earner.SELLER, Rule.Basis.SUPPLY, new BigDecimal("1")), Rule.percent("up", Rule.Earner.UPLINE_1, Rule.Basis.SUPPLY,
                        new BigDecimal("2"))), List.of());
        LocalDate tomorrow = LocalDate.ofInstant(portal.now(trade.tenant), trade.tenant.zone()).plusDays(1);
        String proposal = PlanCases.proposed(portal, trade.tenant, finance, own, tomorrow);
        plans.approve(Portal.headquarters(trade.tenant, trade.members.headquarters().id(), CommissionPermission.APPROVE), proposal, hash(proposal));
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(2)));
        Consignment first = delivered("1");
        accruals.reverse(trade.system, first.code(), 1, 5, "RET-1");
        String shop = portal.bean(SubShops.class).listOf(trade.system, seller.id()).get(0).code();
        Actor sells = Portal.member(trade.tenant, seller.id(), CommissionPermission.READ);
        Actor sponsors = Portal.member(trade.tenant, middle.id(), CommissionPermission.READ);
        Accruals.Filter all = new Accruals.Filter(null, null, null, null);
        Accruals.Filter ofShop = new Accruals.Filter(null, shop, null, null);
        List<Accruals.OfShop> file = new ArrayList<>();

        assertThat(accruals.byShop(sells, ofShop)).singleElement().satisfies(sum -> {
            assertThat(sum.shop()).isEqualTo(shop);
            assertThat(sum.total()).isEqualTo(yuan("32.50"));
        });
        assertThat(accruals.byShop(sponsors, all)).singleElement().satisfies(sum -> assertThat(sum.shop()).as("not another's sub-shop").isEmpty());
        assertThat(accruals.withShops(sells, ofShop, null, 10)).singleElement().satisfies(each -> assertThat(each.shop()).isEqualTo(shop));
        accruals.each(sells, ofShop, file::add);
        assertThat(file).hasSize(1);
        LocalDate today = LocalDate.ofInstant(portal.now(trade.tenant), trade.tenant.zone());
        assertThat(accruals.withShops(sells, new Accruals.Filter(null, null, today.plusDays(1), null), null, 10)).isEmpty();
        assertThat(accruals.withShops(sells, new Accruals.Filter(null, null, today, today), null, 10)).hasSize(1);
        refused(KernelProblem.NOT_FOUND, () -> accruals.withShops(sponsors, ofShop, null, 10));
        refused(KernelProblem.NOT_FOUND, () -> accruals.each(sponsors, ofShop, file::add));
        refused(KernelProblem.NOT_FOUND, () -> accruals.byShop(sponsors, ofShop));
    }

    @Test
    void a_page_of_orders_says_what_each_is_expected_to_earn_and_what_it_earned() {
        Consignment first = delivered("1");
        Consignment second = delivered("2");
        accruals.reverse(trade.system, first.code(), 1, 3, "RET-1");
        Forecasts forecasts = portal.bean(Forecasts.class);
        String open = portal.bean(Orders.class).place(trade.actorOf(seller), new PlaceOrder(trade.members.shopOf(seller).code(), "3", Trade.hangzhou(),
                List.of(new PlaceOrder.Line("SKU-1", 10, null), new PlaceOrder.Line("SKU-2", 20, null)), "", "", null), "key-3").code();
        List<String> delivered = List.of(first.orderCode(), second.orderCode());

        Actor upline = Portal.member(trade.tenant, middle.id(), CommissionPermission.READ);
        assertThat(forecasts.ofOrders(upline, List.of(open), delivered)).containsOnly(entry(first.orderCode(), yuan("91.00")), entry(second.orderCode(), yuan("130.00")),
                entry(open, yuan("390.00")));
        assertThat(forecasts.ofOrders(upline, delivered, List.of(open))).as("each by itself, not as one order").containsOnly(
                entry(first.orderCode(), yuan("130.00")), entry(second.orderCode(), yuan("130.00")));
        assertThat(forecasts.ofOrders(Portal.member(trade.tenant, trade.members.agent().id(), CommissionPermission.READ), List.of(open), delivered))
                .as("another member").isEmpty();
        assertThat(forecasts.ofOrders(Portal.member(trade.tenant, seller.id(), CommissionPermission.READ), List.of(open), delivered))
                .as("below the first step there is nothing to say").isEmpty();
    }

    @Test
    void a_fact_told_twice_earns_once() {
        Consignment consignment = delivered("1");
        accruals.accrue(trade.system, new ConsignmentDelivered(consignment.id(), consignment.code(),
                consignment.orderCode(), consignment.seller(), consignment.warehouse(), null,
                consignment.deliveredAt()));

        assertThat(accruals.list(finance, null, null, 10)).hasSize(2);
        Actor own = Portal.member(trade.tenant, seller.id(), CommissionPermission.READ);
        assertThat(accruals.earnings(own, seller.id()).volume()).isEqualTo(yuan("6500.00"));
    }

    @Test
    void the_seller_earns_the_rebate_on_the_part_of_the_month_above_the_bound() {
        for (int i = 1; i <= 8; i++) {
            delivered(Integer.toString(i));
        }
        // 8 × 6,500 = 52,000: 1 % of the 2,000 above 50,000
        assertThat(balance(AccountKind.COMMISSION_PENDING, seller)).isEqualTo(yuan("20.00"));
    }

    @Test
    void what_was_refunded_is_taken_back_from_where_it_stands() {
        Consignment consignment = delivered("1");
        accruals.reverse(trade.system, consignment.code(), 1, 3, "RET-1");
        accruals.reverse(trade.system, consignment.code(), 1, 3, "RET-1");
        assertThat(balance(AccountKind.COMMISSION_PENDING, middle)).isEqualTo(yuan("91.00"));

        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(16)));
        portal.settleDown(trade.tenant);
        accruals.reverse(trade.system, consignment.code(), 1, 10, "RET-2");
        assertThat(balance(AccountKind.COMMISSION_DUE, middle)).isEqualTo(yuan("0"));
        assertThat(accruals.list(finance, Accrual.State.REVERSED, null, 10)).hasSize(2);
        refused(CommissionProblem.REVERSED_ALREADY,
                () -> accruals.reverse(trade.system, consignment.code(), 1, 11, "RET-3"));
    }

    @Test
    void the_plan_in_force_when_the_order_was_placed_counts_and_two_people_put_it_there() {
        LocalDate tomorrow = LocalDate.ofInstant(portal.now(trade.tenant), trade.tenant.zone()).plusDays(1);
        Plan generous = new Plan("", "More for sponsors", new BigDecimal("8"), 7, List.of(
                Rule.percent("sponsor", Rule.Earner.UPLINE_1, Rule.Basis.SUPPLY, new BigDecimal("5"))));
        refused(CommissionProblem.PLAN_DATE_PAST, () -> PlanCases.proposed(portal, trade.tenant, finance, generous, tomorrow.minusDays(1)));
        String proposal = PlanCases.proposed(portal, trade.tenant, finance, generous, tomorrow);
        refused(ApprovalProblem.OWN_PROPOSAL, () -> plans.approve(finance, proposal, hash(proposal)));
        plans.approve(Portal.headquarters(trade.tenant, trade.members.headquarters().id(),
                CommissionPermission.APPROVE), proposal, hash(proposal));

        delivered("1");
        assertThat(balance(AccountKind.COMMISSION_PENDING, middle)).isEqualTo(yuan("130.00"));
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(2)));
        delivered("2");
        assertThat(balance(AccountKind.COMMISSION_PENDING, middle)).isEqualTo(yuan("455.00"));
        assertThat(balance(AccountKind.COMMISSION_PENDING, top)).isEqualTo(yuan("65.00"));
    }

    private String hash(String proposal) {
        return plans.draft(finance, plans.proposal(finance, proposal).subject()).hash();
    }

    @Test
    void commission_of_others_does_not_exist() {
        delivered("1");
        String code = accruals.list(finance, null, null, 10).get(0).code();
        Actor stranger = Portal.member(trade.tenant, seller.id(), CommissionPermission.READ);
        Tenant elsewhere = portal.newTenant();
        Actor foreign = Portal.headquarters(elsewhere, new OrganisationId(1), CommissionPermission.READ);

        for (Actor actor : List.of(stranger, foreign)) {
            refused(KernelProblem.NOT_FOUND, () -> accruals.get(actor, code));
            assertThat(accruals.list(actor, null, null, 10)).isEmpty();
            assertThat(accruals.byCodes(actor, List.of(code))).isEmpty();
        }
        assertThat(plans.all(foreign)).isEmpty();
    }

    @Test
    void an_order_is_complete_when_the_plan_says_that_its_window_has_closed() {
        LocalDate tomorrow = LocalDate.ofInstant(portal.now(trade.tenant), trade.tenant.zone()).plusDays(1);
        Plan slow = new Plan("", "A month to send back", new BigDecimal("8"), 30, List.of(
                Rule.percent("sponsor", Rule.Earner.UPLINE_1, Rule.Basis.SUPPLY, new BigDecimal("2"))));
        String proposal = PlanCases.proposed(portal, trade.tenant, finance, slow, tomorrow);
        plans.approve(Portal.headquarters(trade.tenant, trade.members.headquarters().id(), CommissionPermission.APPROVE), proposal, hash(proposal));
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(2)));
        String order = delivered("1").orderCode();
        Orders orders = portal.bean(Orders.class);

        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(16)));
        portal.settleDown(trade.tenant);
        assertThat(orders.get(trade.system, order).state()).isEqualTo(OrderState.DELIVERED);
        assertThat(accruals.list(finance, Accrual.State.DUE, null, 10)).isEmpty();
        DemonstrationClock clock = portal.bean(DemonstrationClock.class);
        Actor mover = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), DemoPermission.MOVE_CLOCK);
        clock.pastReturnWindow(mover);

        assertThat(orders.get(trade.system, order).state()).isEqualTo(OrderState.COMPLETED);
        assertThat(accruals.list(finance, Accrual.State.DUE, null, 10)).hasSize(1);
    }

    @Test
    void each_change_of_an_accrual_is_on_its_time_line() {
        Consignment consignment = delivered("1");
        String code = accruals.list(finance, null, null, 10).get(0).code();
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(16)));
        portal.settleDown(trade.tenant);
        accruals.reverse(trade.system, consignment.code(), 1, 4, "RET-1");
        accruals.reverse(trade.system, consignment.code(), 1, 10, "RET-2");

        assertThat(accruals.history(finance, code)).extracting(c -> c.from() + ">" + c.to() + " " + c.why())
                .containsExactly("null>PENDING ", "PENDING>DUE ", "DUE>REVERSED RET-2");
        assertThat(accruals.history(finance, code)).last().satisfies(c -> assertThat(c.by()).isEqualTo("system"));
    }
}
