package entrepot.ledger;

import entrepot.kernel.Transitions;

/** Whether a month of the books takes postings. */
public enum PeriodState {
    /** It does. */
    OPEN,
    /** It still does: somebody proposed to close it. */
    PROPOSED,
    /** Nothing has business time in it any more. */
    CLOSED,
    /** Still nothing: somebody proposed to open it again. */
    REOPENING;

    /** Which state may follow which. */
    public static final Transitions<PeriodState> TRANSITIONS = Transitions.of(PeriodState.class)
            .allow(OPEN, PROPOSED).allow(PROPOSED, CLOSED, OPEN).allow(CLOSED, REOPENING).allow(REOPENING, OPEN, CLOSED);

    /** Whether the database refuses postings of that month. */
    public boolean refuses() {
        return this == CLOSED || this == REOPENING;
    }
}
