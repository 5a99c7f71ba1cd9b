package entrepot.network;

import entrepot.kernel.Transitions;

/** Where a sub-shop stands. */
public enum SubShopState {
    OPEN,
    /** Takes no orders and shows no feed, until it is opened again. */
    STOPPED,
    CLOSED;

    /** Which state may follow which. */
    public static final Transitions<SubShopState> TRANSITIONS = Transitions.of(SubShopState.class)
            .allow(OPEN, STOPPED, CLOSED)
            .allow(STOPPED, OPEN, CLOSED);
}
