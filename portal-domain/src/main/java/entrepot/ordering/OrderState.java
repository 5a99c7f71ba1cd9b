package entrepot.ordering;

import entrepot.kernel.Transitions;

/** Where an order stands. */
public enum OrderState {
    /** Waits for a top-up; holds no stock. */
    WAITING_FUNDS,
    /** Waits for a person to look at it. */
    ON_HOLD,
    /** Paid from the wallet, stock reserved, offered to its warehouses. */
    PLACED,
    PARTLY_SHIPPED,
    SHIPPED,
    DELIVERED,
    /** Delivered, and nothing can come back any more. */
    COMPLETED,
    /** Nothing reached the buyer: it came back or was lost on the way. */
    RETURNED,
    CANCELLED,
    /** For practice: priced and routed as others are, but holds neither stock nor money, and nobody ships it. */
    PRACTICE,
    PRACTICE_CANCELLED;

    /** Which state may follow which. */
    public static final Transitions<OrderState> TRANSITIONS = Transitions.of(OrderState.class)
            .allow(PRACTICE, PRACTICE_CANCELLED)
            .allow(WAITING_FUNDS, PLACED, ON_HOLD, CANCELLED)
            .allow(ON_HOLD, PLACED, CANCELLED)
            .allow(PLACED, ON_HOLD, PARTLY_SHIPPED, SHIPPED, CANCELLED)
            .allow(PARTLY_SHIPPED, SHIPPED)
            .allow(SHIPPED, DELIVERED, RETURNED)
            .allow(DELIVERED, COMPLETED, RETURNED);

    /** Whether it is an order at all: one for practice is none. */
    public boolean isReal() {
        return this != PRACTICE && this != PRACTICE_CANCELLED;
    }
}
