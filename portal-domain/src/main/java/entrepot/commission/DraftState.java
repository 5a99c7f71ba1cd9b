package entrepot.commission;

import entrepot.kernel.Transitions;

/** A plan on its way to be in force. */
public enum DraftState {
    /** Edited and simulated. */
    DRAFT,
    /** Waits for a second person. */
    PROPOSED,
    /** In force from its day on, as a plan that never changes. */
    APPROVED,
    /** Given up. */
    DISCARDED;

    /** Which state may follow which. */
    public static final Transitions<DraftState> TRANSITIONS = Transitions.of(DraftState.class)
            .allow(DRAFT, PROPOSED, DISCARDED)
            .allow(PROPOSED, APPROVED, DRAFT);
}
