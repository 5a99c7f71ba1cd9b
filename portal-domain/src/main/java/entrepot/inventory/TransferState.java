package entrepot.inventory;

import entrepot.kernel.Transitions;

/** Where a transfer stands. Received means that each piece of it is explained: arrived, gone back, or lost. */
public enum TransferState {
    DRAFT, SENT, PARTLY_RECEIVED, RECEIVED, CANCELLED;

    public static final Transitions<TransferState> TRANSITIONS = Transitions.of(TransferState.class)
            .allow(DRAFT, SENT, CANCELLED)
            .allow(SENT, PARTLY_RECEIVED, RECEIVED)
            .allow(PARTLY_RECEIVED, PARTLY_RECEIVED, RECEIVED);
}
