package entrepot.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.catalog.CatalogProblem;
import entrepot.catalog.Variant;
import entrepot.freight.FreightProblem;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Shipping;
import entrepot.inventory.Stock;
import entrepot.inventory.StockLevel;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.AccountKind;
import entrepot.network.OpenSubShop;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.platform.idempotency.IdempotencyProblem;
import entrepot.pricing.PricingProblem;
import entrepot.routing.RoutingProblem;
import entrepot.testing.Force;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import entrepot.wallet.WalletProblem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OrdersIT {

    private final Portal portal = Portal.running();
    private final Orders orders = portal.bean(Orders.class);
    private final Consignments consignments = portal.bean(Consignments.class);
    private final Shipping shipping = portal.bean(Shipping.class);
    private final Trade trade = Trade.inChina(portal);

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).as(problem.getMessage()).isEqualTo(code));
    }

    private static Money yuan(long minor) {
        return Money.of(minor, "CNY");
    }

    private List<StockLevel> stock(List<Variant> variants) {
        return portal.bean(Stock.class).availability(trade.system, variants.stream().map(Variant::id).toList());
    }

    @Test
    void an_order_is_priced_routed_reserved_held_and_offered_at_once() {
        List<Variant> variants = trade.products(10_000, 10, "A", "B");
        trade.topUp(100_000);

        OrderReceipt receipt = orders.place(trade.agent, trade.order("T-1", "A", 2, "B", 1), "key-1");

        // Silver pays 60 % of retail
        assertThat(receipt.goods()).isEqualTo(yuan(18_000));
        Order order = orders.get(trade.agent, receipt.code());
        assertThat(order.state()).isEqualTo(OrderState.PLACED);
        assertThat(order.total()).isEqualTo(receipt.goods().plus(receipt.freight()));
        assertThat(order.lines()).extracting(OrderLine::sku).containsExactly("A", "B");
        assertThat(order.shipBy()).isEqualTo(order.paidAt().plus(Duration.ofHours(48)));
        assertThat(stock(variants)).hasSize(2).allSatisfy(level -> assertThat(level.reserved())
                .isEqualTo(level.variant().equals(order.lines().get(0).variant()) ? 2 : 1));
        assertThat(trade.balance(AccountKind.HELD)).isEqualTo(order.total());
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(yuan(100_000).minus(order.total()));
        assertThat(consignments.byOrder(trade.agent, order.code())).singleElement()
                .satisfies(consignment -> assertThat(consignment.pieces()).isEqualTo(3));
        assertThat(orders.explanation(trade.agent, order.code()).lines()).hasSize(2)
                .allSatisfy(line -> assertThat(line.rule()).isEqualTo("TIER_DISCOUNT"));
        assertThat(orders.history(trade.agent, order.code())).singleElement()
                .satisfies(change -> assertThat(change.to()).isEqualTo("PLACED"));
    }

    @Test
    void a_quote_says_what_placing_will_do_and_writes_nothing() {
        trade.products(10_000, 10, "A");
        trade.topUp(100_000);
        String before = trade.fingerprint();

        OrderQuote quote = orders.quote(trade.agent, trade.order("T-1", "A", 2));

        assertThat(trade.fingerprint()).isEqualTo(before);
        assertThat(quote.decision().parts()).singleElement()
                .satisfies(part -> assertThat(part.warehouse()).isEqualTo(trade.central.id()));
        OrderReceipt receipt = orders.place(trade.agent, trade.order("T-1", "A", 2), "key-1");
        assertThat(receipt.total()).isEqualTo(quote.total());
        assertThat(trade.fingerprint()).isNotEqualTo(before);
        assertThat(quote.refusals()).isEmpty();
        assertThat(orders.quote(trade.agent, trade.order("T-1", "A", 3)).refusals()).singleElement().satisfies(taken -> {
            assertThat(taken.code()).isEqualTo(OrderProblem.OUTSIDE_NUMBER_TAKEN);
            assertThat(taken.details()).containsEntry("order", receipt.code());
        });
    }

    @Test
    void every_refusal_is_precise_and_changes_nothing() {
        trade.products(10_000, 4, "A");
        trade.topUp(15_000);
        orders.place(trade.agent, trade.order("TAKEN", "A", 1), "key-0");
        String before = trade.fingerprint();

        refused(CatalogProblem.SKU_UNKNOWN, () -> orders.place(trade.agent, trade.order("1", "NO-SUCH", 1), "k1"));
        refused(OrderProblem.LINE_QUANTITY_INVALID, () -> orders.place(trade.agent, trade.order("1", "A", 0), "k2"));
        refused(OrderProblem.LINE_QUANTITY_INVALID, () -> orders.place(trade.agent, trade.order("1", "A", 10_000), "k3"));
        refused(PricingProblem.PRICE_OUTSIDE_BAND, () -> orders.place(trade.agent, trade.order("1", "A", 1, "50.00"), "k4"));
        refused(KernelProblem.AMOUNT_TOO_FINE, () -> orders.place(trade.agent, trade.order("1", "A", 1, "99.999"), "k5"));
        refused(RoutingProblem.NOBODY_CAN_SHIP, () -> orders.place(trade.agent, trade.order("1", "A", 4), "k6"));
        refused(WalletProblem.INSUFFICIENT_FUNDS, () -> orders.place(trade.agent, trade.order("1", "A", 2), "k7"));
        refused(OrderProblem.OUTSIDE_NUMBER_TAKEN, () -> orders.place(trade.agent, trade.order("TAKEN", "A", 1), "k8"));
        refused(IdempotencyProblem.KEY_MISSING, () -> orders.place(trade.agent, trade.order("1", "A", 1), " "));
        refused(IdempotencyProblem.KEY_REUSED, () -> orders.place(trade.agent, trade.order("2", "A", 1), "key-0"));
        refused(KernelProblem.FIELD_INVALID, () -> orders.place(trade.agent, remark("a\0b"), "k9"));
        refused(FreightProblem.PLACE_NOT_SERVED, () -> orders.place(trade.agent, to("FR", "Paris"), "k10"));
        refused(KernelProblem.NOT_FOUND, () -> orders.place(trade.agent, new PlaceOrder("SHP-000000", "1",
                Trade.hangzhou(), List.of(new PlaceOrder.Line("A", 1, null)), "", "", null), "k11"));

        assertThat(trade.fingerprint()).isEqualTo(before);
    }

    @Test
    void an_order_that_nothing_could_carry_is_refused() {
        trade.products(10_000, 1, "A");
        List<PlaceOrder.Line> lines = java.util.Collections.nCopies(500, new PlaceOrder.Line("A", 9_999, null));
        refused(OrderProblem.ORDER_TOO_HEAVY, () -> orders.place(trade.agent, new PlaceOrder(trade.shop.code(), "H-1",
                Trade.hangzhou(), lines, "", "", null), "heavy"));
    }

    @Test
    void what_a_buyer_abroad_paid_keeps_its_currency() {
        trade.products(10_000, 5, "A");
        trade.topUp(100_000);
        SubShop abroad = portal.bean(SubShops.class).open(Portal.member(trade.tenant, trade.agentOrganisation.id(),
                "sub-shops:manage"), new OpenSubShop(trade.agentOrganisation.id(), "Abroad", "SHOPIFY", "JPY"));
        PlaceOrder order = new PlaceOrder(abroad.code(), "J-1", Trade.hangzhou(),
                List.of(new PlaceOrder.Line("A", 1, new BigDecimal("2300"))), "", "", null);
        String code = orders.place(trade.agent, order, "abroad").code();
        assertThat(orders.get(trade.agent, code).lines().get(0).asked()).isEqualTo(Money.of(2_300, "JPY"));
    }

    private PlaceOrder remark(String remark) {
        return new PlaceOrder(trade.shop.code(), "1", Trade.hangzhou(), List.of(new PlaceOrder.Line("A", 1, null)), remark,
                "", null);
    }

    private PlaceOrder to(String country, String city) {
        return new PlaceOrder(trade.shop.code(), "1", new Address("Ann", "0123456789", country, "", city, "", "1 Rue", ""),
                List.of(new PlaceOrder.Line("A", 1, null)), "", "", null);
    }

    @Test
    void an_outside_number_that_is_taken_names_the_order_that_has_it() {
        trade.products(10_000, 3, "A");
        trade.topUp(20_000);
        String code = orders.place(trade.agent, trade.order("T-1", "A", 1), "key-1").code();

        assertThatThrownBy(() -> orders.place(trade.agent, trade.order("T-1", "A", 1), "key-2"))
                .isInstanceOfSatisfying(Problem.class,
                        problem -> assertThat(problem.details().get("order")).isEqualTo(code));
    }

    @Test
    void a_thousand_equal_submissions_make_one_order() throws Exception {
        trade.products(10_000, 100, "A");
        trade.topUp(1_000_000);

        List<OrderReceipt> receipts = Force.at(32, 1_000,
                i -> orders.place(trade.agent, trade.order("T-1", "A", 1), "the-key"));

        assertThat(new HashSet<>(receipts)).hasSize(1);
        assertThat(trade.count("sales_order")).isEqualTo(1);
        assertThat(trade.balance(AccountKind.HELD)).isEqualTo(receipts.get(0).total());
    }

    @Test
    void sixty_four_at_once_sell_what_there_is_and_no_more() throws Exception {
        List<Variant> variants = trade.products(10_000, 50, "A");
        trade.topUp(100_000_000);

        List<String> outcomes = Force.at(64, 128, i -> outcome(trade.order("N-" + i, "A", 1), "k-" + i));

        assertThat(outcomes.stream().filter(o -> o.equals("PLACED"))).hasSize(50);
        assertThat(Set.copyOf(outcomes)).isSubsetOf("PLACED", "NOBODY_CAN_SHIP", "INSUFFICIENT_STOCK");
        assertThat(trade.count("sales_order")).isEqualTo(50);
        assertThat(stock(variants)).singleElement().satisfies(level -> assertThat(level.available()).isZero());
    }

    @Test
    void sixty_four_at_once_never_overdraw_the_wallet() throws Exception {
        trade.products(10_000, 1_000, "A");
        long each = orders.quote(trade.agent, trade.order("Q", "A", 1)).total().minor();
        trade.topUp(each * 20 + 1);

        List<String> outcomes = Force.at(64, 128, i -> outcome(trade.order("N-" + i, "A", 1), "k-" + i));

        assertThat(outcomes.stream().filter(o -> o.equals("PLACED"))).hasSize(20);
        assertThat(Set.copyOf(outcomes)).isSubsetOf("PLACED", "INSUFFICIENT_FUNDS");
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(yuan(1));
        assertThat(trade.balance(AccountKind.HELD)).isEqualTo(yuan(each * 20));
    }

    private String outcome(PlaceOrder order, String key) {
        try {
            orders.place(trade.agent, order, key);
            return "PLACED";
        } catch (Problem refusal) {
            return refusal.code().name();
        }
    }

    @Test
    void cancelling_gives_everything_back_once() {
        List<Variant> variants = trade.products(10_000, 10, "A");
        trade.topUp(100_000);
        String code = orders.place(trade.agent, trade.order("T-1", "A", 2), "key-1").code();

        refused(KernelProblem.FIELD_MISSING, () -> orders.cancel(trade.agent, code, " "));
        assertThat(orders.cancel(trade.agent, code, "changed his mind").state()).isEqualTo(OrderState.CANCELLED);
        assertThat(orders.cancel(trade.agent, code, "again").state()).isEqualTo(OrderState.CANCELLED);
        portal.settleDown(trade.tenant);

        assertThat(stock(variants)).allSatisfy(level -> assertThat(level.reserved()).isZero());
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(yuan(100_000));
        assertThat(trade.balance(AccountKind.HELD)).isEqualTo(yuan(0));
        assertThat(consignments.byOrder(trade.agent, code))
                .allSatisfy(c -> assertThat(c.state()).isEqualTo(ConsignmentState.CANCELLED));
        assertThat(orders.history(trade.agent, code)).extracting(change -> change.to())
                .containsExactly("PLACED", "CANCELLED");
    }

    @Test
    void an_order_follows_its_consignments_and_is_complete_when_the_return_window_closes() {
        trade.products(10_000, 10, "A");
        trade.topUp(100_000);
        String code = orders.place(trade.agent, trade.order("T-1", "A", 2), "key-1").code();
        String consignment = consignments.byOrder(trade.agent, code).get(0).code();

        shipping.ship(trade.system, consignment, List.of(new Consignment.Parcel("shunfeng", "SF1234567890", 1000)));
        portal.settleDown(trade.tenant);
        assertThat(orders.get(trade.agent, code).state()).isEqualTo(OrderState.SHIPPED);
        refused(OrderProblem.ALREADY_SHIPPED, () -> orders.cancel(trade.agent, code, "too late"));

        shipping.deliver(trade.system, consignment);
        portal.settleDown(trade.tenant);
        assertThat(orders.get(trade.agent, code).state()).isEqualTo(OrderState.DELIVERED);
        assertThat(trade.balance(AccountKind.HELD)).isEqualTo(yuan(0));

        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(16)));
        portal.settleDown(trade.tenant);
        assertThat(orders.get(trade.agent, code).state()).isEqualTo(OrderState.COMPLETED);
        assertThat(orders.history(trade.agent, code)).extracting(change -> change.to())
                .containsExactly("PLACED", "SHIPPED", "DELIVERED", "COMPLETED");
    }

    @Test
    void others_orders_do_not_exist() {
        trade.products(10_000, 10, "A");
        trade.topUp(100_000);
        String code = orders.place(trade.agent, trade.order("T-1", "A", 2), "key-1").code();
        Actor colleague = trade.actorOf(trade.members.agent());
        Trade foreign = Trade.inChina(portal);

        for (Actor other : List.of(colleague, foreign.agent)) {
            refused(KernelProblem.NOT_FOUND, () -> orders.get(other, code));
            refused(KernelProblem.NOT_FOUND, () -> orders.history(other, code));
            refused(KernelProblem.NOT_FOUND, () -> orders.explanation(other, code));
            refused(KernelProblem.NOT_FOUND, () -> orders.cancel(other, code, "mine now"));
            refused(KernelProblem.NOT_FOUND, () -> orders.place(other, trade.order("T-2", "A", 1), "key-2"));
            assertThat(orders.list(other, OrderFilter.ALL, null, 10)).isEmpty();
            assertThat(orders.list(other, OrderFilter.ALL, code, 10)).isEmpty();
            assertThat(orders.open(other)).isEmpty();
        }
        assertThat(orders.get(Portal.headquarters(trade.tenant, trade.members.headquarters().id(), "orders:view"), code)
                .seller()).isEqualTo(trade.agentOrganisation.id());
    }

    @Test
    void a_list_goes_on_where_it_ended_and_keeps_to_its_states() {
        trade.products(10_000, 100, "A");
        trade.topUp(10_000_000);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            codes.add(0, orders.place(trade.agent, trade.order("T-" + i, "A", 1), "key-" + i).code());
        }
        orders.cancel(trade.agent, codes.get(2), "changed");

        List<String> paged = new ArrayList<>();
        String after = null;
        do {
            List<Order> page = orders.list(trade.agent, OrderFilter.ALL, after, 3);
            page.forEach(order -> paged.add(order.code()));
            after = page.size() < 3 ? null : page.get(2).code();
        } while (after != null);

        assertThat(paged).isEqualTo(codes);
        assertThat(orders.list(trade.agent, OrderFilter.of(OrderState.CANCELLED), null, 10)).extracting(Order::code)
                .containsExactly(codes.get(2));
        assertThat(orders.list(trade.agent, OrderFilter.of(OrderState.PLACED, OrderState.SHIPPED), codes.get(1), 10))
                .extracting(Order::code).containsExactlyElementsOf(codes.subList(3, 7));
        assertThat(orders.list(trade.agent, new OrderFilter(Set.of(), null, "T-6"), null, 10)).extracting(Order::code)
                .containsExactly(codes.get(0));
        assertThat(orders.open(trade.agent)).containsEntry(OrderState.PLACED, 6L);
    }
}
