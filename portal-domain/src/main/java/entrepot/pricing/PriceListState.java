package entrepot.pricing;

import entrepot.kernel.Transitions;

/** Where a price list stands. An approved one is in force from its date until a later one of its tier begins. */
public enum PriceListState {
    PROPOSED, APPROVED, REJECTED;

    /** Which state may follow which. */
    public static final Transitions<PriceListState> TRANSITIONS = Transitions.of(PriceListState.class)
            .allow(PROPOSED, APPROVED, REJECTED);
}
