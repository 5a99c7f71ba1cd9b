package entrepot.ordering;

import java.time.Instant;
import java.util.Set;

/**
 * Which orders a list shows.
 *
 * @param states empty for all
 * @param seller the code of a member, for headquarters; null for all that the actor may see
 * @param text   an order's code or outside number, whole; empty for all
 * @param subShop the code of a sub-shop; null for all
 * @param since   placed then or later; null for all
 * @param dueBy   to be shipped before that; null for all
 */
public record OrderFilter(Set<OrderState> states, String seller, String text, String subShop, Instant since, Instant dueBy) {

    public static final OrderFilter ALL = new OrderFilter(Set.of(), null, "");

    public OrderFilter(Set<OrderState> states, String seller, String text) {
        this(states, seller, text, null, null, null);
    }

    public OrderFilter {
        states = states == null ? Set.of() : Set.copyOf(states);
        text = text == null ? "" : text.strip();
    }

    public static OrderFilter of(OrderState... states) {
        return new OrderFilter(Set.of(states), null, "");
    }
}
