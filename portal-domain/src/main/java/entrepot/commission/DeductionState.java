package entrepot.commission;

import entrepot.kernel.Transitions;

/** What became of a deduction. */
public enum DeductionState {
    /** Waits for a second person. */
    PROPOSED,
    /** Taken from what is due. */
    APPROVED,
    REJECTED,
    /** The member objects. */
    APPEALED,
    /** The appeal was lost. */
    UPHELD,
    /** The appeal was won: given back. */
    REVERSED;

    /** Which state may follow which. */
    public static final Transitions<DeductionState> TRANSITIONS = Transitions.of(DeductionState.class)
            .allow(PROPOSED, APPROVED, REJECTED)
            .allow(APPROVED, APPEALED)
            .allow(APPEALED, UPHELD, REVERSED);
}
