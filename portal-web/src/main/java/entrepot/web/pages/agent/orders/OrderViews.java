package entrepot.web.pages.agent.orders;

import entrepot.ordering.Order;
import entrepot.ordering.OrderFilter;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The saved views above a list of orders. What has not left is sorted by ship-by, all else by age. */
public final class OrderViews {

    public static final String ALL = "all";

    private static final Map<String, Set<OrderState>> DUE = Map.of("open", Set.of(),
            "hold", Set.of(OrderState.ON_HOLD), "funds", Set.of(OrderState.WAITING_FUNDS));
    private static final Map<String, Set<OrderState>> NEWEST = Map.of(
            "shipped", Set.of(OrderState.SHIPPED),
            "delivered", Set.of(OrderState.DELIVERED, OrderState.COMPLETED),
            "cancelled", Set.of(OrderState.CANCELLED));

    private OrderViews() {
    }

    /** Whether a view sorts by ship-by. */
    static boolean isByShipBy(String view, String text) {
        return (text == null || text.isBlank()) && (DUE.containsKey(view) || "action".equals(view) || "late".equals(view));
    }

    /** What a view shows; an unknown one, or one with something to be found, shows all. */
    static List<Order> rows(Orders orders, Actor actor, String view, String text, Instant now, String after, int limit) {
        if (text != null && !text.isBlank()) {
            return orders.list(actor, new OrderFilter(Set.of(), null, text), after, limit);
        }
        if (DUE.containsKey(view)) {
            return orders.due(actor, new OrderFilter(DUE.get(view), null, ""), after, limit);
        }
        return switch (view) {
            case "action" -> actor.headquarters() ? orders.due(actor, OrderFilter.of(OrderState.ON_HOLD), after, limit)
                    : orders.asked(actor, after, limit);
            case "late" -> orders.late(actor, now, after, limit);
            default -> orders.list(actor, new OrderFilter(NEWEST.getOrDefault(view, Set.of()), null, ""), after, limit);
        };
    }
}
