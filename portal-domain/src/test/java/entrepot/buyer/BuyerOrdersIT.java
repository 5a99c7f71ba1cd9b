package entrepot.buyer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BuyerOrdersIT {

    private final Portal portal = Portal.running();
    private final Orders orders = portal.bean(Orders.class);
    private final BuyerOrders buyerOrders = portal.bean(BuyerOrders.class);
    private final Trade trade = Trade.inChina(portal);
    private final Actor visitor = Actor.visitor(trade.tenant.id());
    private final String code;

    BuyerOrdersIT() {
        trade.products(10_000, 100, "A");
        trade.topUp(1_000_000);
        code = orders.place(trade.agent, trade.order("Taobao-77", "A", 2), "buyer").code();
    }

    @Test
    void a_buyer_finds_its_order_by_number_and_last_digits_and_sees_no_price_and_no_street() {
        String digits = lastFour(Trade.hangzhou().phone());
        BuyerOrder order = buyerOrders.find(visitor, " Taobao-77 ", digits);
        assertThat(order.code()).isEqualTo(code);
        assertThat(buyerOrders.find(visitor, code.toLowerCase(), digits)).isEqualTo(order);
        assertThat(order.lines()).singleElement().satisfies(line -> assertThat(line.quantity()).isEqualTo(2));
        assertThat(order.receiver()).hasSize(3).endsWith("**");
        assertThat(order.toString()).doesNotContain(Trade.hangzhou().street()).doesNotContain(Trade.hangzhou().phone());
    }

    @Test
    void wrong_digits_and_an_unknown_number_are_refused_alike() {
        for (String[] asked : new String[][] {{"Taobao-77", "9876"}, {"Taobao-78", lastFour(Trade.hangzhou().phone())},
            {"Taobao-77", ""}, {"Taobao-77", "%%%%"}, {null, null}, {"x".repeat(300), "1234"}}) {
            assertThatThrownBy(() -> buyerOrders.find(visitor, asked[0], asked[1])).isInstanceOfSatisfying(Problem.class,
                    problem -> assertThat(problem.code()).isEqualTo(BuyerProblem.NO_SUCH_ORDER_FOR_BUYER));
        }
    }

    @Test
    void a_link_shows_one_order_in_its_own_tenant_alone() {
        String token = buyerOrders.link(trade.agent, code);
        assertThat(buyerOrders.byToken(visitor, token).number()).isEqualTo("Taobao-77");
        Actor elsewhere = Actor.visitor(portal.newTenant().id());
        assertThatThrownBy(() -> buyerOrders.byToken(elsewhere, token)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> buyerOrders.byToken(visitor, token + "x")).isInstanceOf(Problem.class);
        Actor stranger = trade.actorOf(trade.members.agent());
        assertThatThrownBy(() -> buyerOrders.link(stranger, code)).isInstanceOf(Problem.class);
    }

    @Test
    void of_many_links_the_latest_work() {
        List<String> tokens = Stream.generate(() -> buyerOrders.link(trade.agent, code)).limit(BuyerOrders.LINKS_MAX + 1).toList();
        assertThatThrownBy(() -> buyerOrders.byToken(visitor, tokens.get(0))).isInstanceOf(Problem.class);
        assertThat(buyerOrders.byToken(visitor, tokens.get(1)).code()).isEqualTo(code);
        assertThat(trade.count("order_link")).isEqualTo(BuyerOrders.LINKS_MAX);
    }

    private static String lastFour(String phone) {
        String digits = phone.replaceAll("\\D", "");
        return digits.substring(digits.length() - 4);
    }
}
