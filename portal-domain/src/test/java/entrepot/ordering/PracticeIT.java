package entrepot.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.fulfilment.Consignments;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.AccountKind;
import entrepot.network.OpenSubShop;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.access.AccessProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.routing.Routing;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.sql.Connection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PracticeIT {

    private static final Address BEIJING = new Address("李四", "13900000002", "CN", "北京市", "北京市", "朝阳区", "建国路88号", "100022");
    private static final Portal PORTAL = Portal.running();
    private static final String RESERVED = "(select 1 as x, tenant_id from stock where reserved > 0) s";

    private static Trade trade;
    private static Orders orders;
    private static Practice practice;
    private static Actor keeper;

    @BeforeAll
    static void open() {
        trade = Trade.inChina(PORTAL);
        trade.products(10_000, 50, "A");
        orders = PORTAL.bean(Orders.class);
        practice = PORTAL.bean(Practice.class);
        keeper = Portal.member(trade.tenant, trade.agentOrganisation.id(), "sub-shops:read", "sub-shops:manage", "organisations:read", "orders:practise");
    }

    private static SubShop shop() {
        return PORTAL.bean(SubShops.class).open(keeper, new OpenSubShop(null, "Practice " + UUID.randomUUID(), "TAOBAO", null, true));
    }

    private static PlaceOrder order(SubShop shop, String number) {
        PlaceOrder usual = trade.order(number, "A", 2);
        return new PlaceOrder(shop.code(), number, usual.shipTo(), usual.lines(), "", "", null);
    }

    private static OrderReceipt placed(Actor actor, PlaceOrder order) {
        return orders.place(actor, order, UUID.randomUUID().toString());
    }

    private static void refused(ProblemCode code, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void a_practice_order_is_priced_and_routed_and_takes_nothing_from_anybody() {
        long desks = trade.count("published_order");
        long parcels = trade.count("routing_choice");
        // not a cent is asked for
        OrderReceipt receipt = placed(trade.agent, order(shop(), "P1"));
        assertThat(receipt.state()).isEqualTo(OrderState.PRACTICE);
        assertThat(receipt.total().isPositive()).isTrue();
        PORTAL.settleDown(trade.tenant);
        assertThat(PORTAL.bean(Consignments.class).byOrder(trade.agent, receipt.code())).isEmpty();
        assertThat(PORTAL.bean(Routing.class).get(trade.agent, receipt.code())).as("from where it would ship").isNotNull();
        assertThat(trade.count("routing_choice")).as("no parcel of anybody's day or share").isEqualTo(parcels);
        assertThat(trade.count(RESERVED)).isZero();
        assertThat(trade.balance(AccountKind.HELD).isPositive()).isFalse();
        assertThat(orders.list(trade.agent, OrderFilter.of(OrderState.PRACTICE), null, 50)).extracting(Order::code).contains(receipt.code());
        assertThat(trade.count("published_order")).as("desks").isEqualTo(desks);
    }

    @Test
    void it_is_cancelled_as_practice_and_stays_practice() {
        SubShop shop = shop();
        String code = placed(trade.agent, order(shop, "P2")).code();
        assertThat(orders.cancel(trade.agent, code, "tried").state()).isEqualTo(OrderState.PRACTICE_CANCELLED);
        assertThat(practice.progress(keeper, shop.code())).isEqualTo(new Practice.Progress(1, 1, 0, false));
        assertThat(trade.balance(AccountKind.WALLET).isPositive()).as("nothing comes back that was never taken").isFalse();
    }

    @Test
    void it_is_changed_as_practice_priced_and_routed_anew_and_takes_nothing() {
        SubShop shop = shop();
        long parcels = trade.count("routing_choice");
        Order before = orders.get(trade.agent, placed(trade.agent, order(shop, "P5")).code());
        OrderChange change = PORTAL.bean(OrderChanges.class).preview(trade.agent, before.code(), ChangeOrder.address(BEIJING, "moved"));
        assertThat(change.after().shipTo()).isEqualTo(BEIJING);
        Order after = PORTAL.bean(OrderChanges.class).change(trade.agent, before.code(), ChangeOrder.address(BEIJING, "moved"));
        assertThat(after.shipTo()).isEqualTo(BEIJING);
        assertThat(after.state()).isEqualTo(OrderState.PRACTICE);
        assertThat(PORTAL.bean(Routing.class).all(trade.agent, before.code())).hasSize(2);
        assertThat(trade.count("routing_choice")).isEqualTo(parcels);
        assertThat(trade.count(RESERVED)).isZero();
        assertThat(trade.balance(AccountKind.HELD).isPositive()).isFalse();
        assertThat(practice.progress(keeper, shop.code())).isEqualTo(new Practice.Progress(1, 0, 1, false));
        PORTAL.settleDown(trade.tenant);
        assertThat(practice.clear(keeper, shop.code())).isEqualTo(1);
    }

    @Test
    void what_is_cleared_is_gone_with_its_number_and_its_answer() throws Exception {
        SubShop shop = shop();
        OrderReceipt practised = orders.placeAll(trade.agent, List.of(order(shop, "P3"))).get(0).receipt();
        assertThat(practice.clear(keeper, shop.code())).isEqualTo(1);
        refused(entrepot.kernel.KernelProblem.NOT_FOUND, () -> orders.get(trade.agent, practised.code()));
        assertThat(practice.goLive(keeper, shop.code()).practice()).isFalse();
        Trade paying = trade;
        paying.topUp(1_000_000);
        OrderReceipt real = orders.placeAll(trade.agent, List.of(order(shop, "P3"))).get(0).receipt();
        assertThat(real.state()).isEqualTo(OrderState.PLACED);
        assertThat(real.code()).isNotEqualTo(practised.code());
        assertThat(practice.clear(keeper, shop.code())).as("real orders stay").isZero();
        refused(OrderProblem.PRACTICE_TOO_LATE, () -> practice.begin(keeper, shop.code()));
        try (Connection owner = PORTAL.asOwner(); var statement = owner.createStatement()) {
            statement.execute("set app.tenant_id = '" + trade.tenant.id().value() + "'");
            assertThatThrownBy(() -> statement.executeUpdate("delete from sales_order where code = '" + real.code() + "'"))
                    .as("not even by the owner of the table").hasMessageContaining("no practice order");
            assertThatThrownBy(() -> statement.executeUpdate("update sales_order set state = 'PRACTICE' where code = '" + real.code() + "'"))
                    .hasMessageContaining("practice or it is not");
        }
        orders.cancel(trade.agent, real.code(), "end");
    }

    @Test
    void a_key_for_the_sandbox_places_practice_orders_in_any_shop() {
        Set<String> may = new HashSet<>(trade.agent.permissions());
        may.add(OrderPermission.PRACTICE_ONLY);
        Actor key = new Actor(trade.agent.tenant(), trade.agent.organisation(), false, trade.agent.user(), trade.agent.person(), "sandbox", may, Actor.Kind.API_KEY);
        assertThat(placed(key, trade.order("P4", "A", 1)).state()).isEqualTo(OrderState.PRACTICE);
        refused(AccessProblem.NOT_PERMITTED, () -> PORTAL.bean(OrderHolds.class).shipIt(key, "ORD-ANY", ""));
        refused(AccessProblem.NOT_PERMITTED, () -> PORTAL.bean(WaitingOrders.class).again(key, "ORD-ANY"));
        practice.clear(keeper, trade.shop.code());
    }

    @Test
    void another_member_can_neither_clear_nor_see_it() {
        SubShop shop = shop();
        Actor other = Portal.member(trade.tenant, trade.members.agent().id(), "sub-shops:read", "sub-shops:manage", "orders:practise");
        refused(entrepot.kernel.KernelProblem.NOT_FOUND, () -> practice.clear(other, shop.code()));
        refused(entrepot.kernel.KernelProblem.NOT_FOUND, () -> practice.progress(other, shop.code()));
    }
}
