package entrepot.inventory;

import entrepot.kernel.Transitions;

/** Where a count stands. What a second person does not confirm is counted again. */
public enum CountState {
    COUNTING, SUBMITTED, BOOKED, CANCELLED;

    public static final Transitions<CountState> TRANSITIONS = Transitions.of(CountState.class)
            .allow(COUNTING, SUBMITTED, BOOKED, CANCELLED)
            .allow(SUBMITTED, BOOKED, COUNTING);
}
