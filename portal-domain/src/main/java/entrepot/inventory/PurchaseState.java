package entrepot.inventory;

import entrepot.kernel.Transitions;

/** Where a purchase list stands. Closed means that the rest will not come. */
public enum PurchaseState {
    DRAFT, ORDERED, PARTLY_RECEIVED, RECEIVED, CLOSED, CANCELLED;

    public static final Transitions<PurchaseState> TRANSITIONS = Transitions.of(PurchaseState.class)
            .allow(DRAFT, ORDERED, CANCELLED)
            .allow(ORDERED, PARTLY_RECEIVED, RECEIVED, CANCELLED)
            .allow(PARTLY_RECEIVED, PARTLY_RECEIVED, RECEIVED, CLOSED);
}
