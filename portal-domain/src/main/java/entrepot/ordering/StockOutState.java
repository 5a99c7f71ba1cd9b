package entrepot.ordering;

import entrepot.kernel.Transitions;

/** Where the question stands what becomes of goods that nobody can ship. */
public enum StockOutState {
    /** The member, or its buyer, is asked; silence refunds. */
    OPEN,
    /** Somebody chose to wait until a day; after it the money goes back. */
    WAITING,
    SUBSTITUTED,
    REFUNDED,
    /** Goods came in before anybody chose. */
    PLACED;

    public static final Transitions<StockOutState> TRANSITIONS = Transitions.of(StockOutState.class)
            .allow(OPEN, WAITING, SUBSTITUTED, REFUNDED, PLACED)
            .allow(WAITING, WAITING, SUBSTITUTED, REFUNDED, PLACED);

    public boolean open() {
        return this == OPEN || this == WAITING;
    }
}
