package entrepot.web.pages.agent.orders;

import entrepot.ordering.OrderFilter;
import entrepot.ordering.OrderState;
import java.util.Map;
import java.util.Set;

/** The saved views above a list of orders. */
public final class OrderViews {

    public static final String ALL = "all";

    private static final Map<String, Set<OrderState>> STATES = Map.of(
            "open", Set.of(OrderState.WAITING_FUNDS, OrderState.ON_HOLD, OrderState.PLACED, OrderState.PARTLY_SHIPPED),
            "shipped", Set.of(OrderState.SHIPPED),
            "delivered", Set.of(OrderState.DELIVERED, OrderState.COMPLETED),
            "cancelled", Set.of(OrderState.CANCELLED, OrderState.RETURNED));

    private OrderViews() {
    }

    /** What a view shows; an unknown one shows all. */
    public static OrderFilter filter(String view, String text) {
        return new OrderFilter(STATES.getOrDefault(view, Set.of()), null, text);
    }
}
