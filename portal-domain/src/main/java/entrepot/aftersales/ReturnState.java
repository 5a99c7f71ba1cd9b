package entrepot.aftersales;

import entrepot.kernel.Transitions;

/** Where a return stands. */
public enum ReturnState {
    /** Headquarters has to decide. */
    OPENED,
    /** Decided; goods are on their way back, if any are wanted. */
    APPROVED,
    REJECTED,
    /** The goods are there; nothing is paid back yet. */
    GOODS_BACK,
    REFUNDED,
    WITHDRAWN;

    /** Which state may follow which. A verdict may be corrected until something is paid back. */
    public static final Transitions<ReturnState> TRANSITIONS = Transitions.of(ReturnState.class)
            .allow(OPENED, APPROVED, REJECTED, WITHDRAWN)
            .allow(APPROVED, APPROVED, GOODS_BACK, REFUNDED, WITHDRAWN)
            .allow(GOODS_BACK, GOODS_BACK, REFUNDED);

    /** Whether somebody still has to do something: commission on the goods waits. */
    public boolean open() {
        return this == OPENED || this == APPROVED || this == GOODS_BACK;
    }
}
