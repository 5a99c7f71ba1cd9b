package entrepot.settlement;

import entrepot.kernel.Transitions;

/** The steps of a settlement run. */
public enum RunState {
    DRAFT, COLLECTED, CALCULATED, PREVIEWED, SUBMITTED, APPROVED, POSTED, ISSUED, PAID_OUT, CANCELLED;

    /** Which step may follow which. What is approved goes on to its end. */
    public static final Transitions<RunState> TRANSITIONS = Transitions.of(RunState.class)
            .allow(DRAFT, COLLECTED, CANCELLED)
            .allow(COLLECTED, CALCULATED, CANCELLED)
            .allow(CALCULATED, PREVIEWED, CANCELLED)
            .allow(PREVIEWED, SUBMITTED, CANCELLED)
            .allow(SUBMITTED, APPROVED, CANCELLED)
            .allow(APPROVED, POSTED)
            .allow(POSTED, ISSUED)
            .allow(ISSUED, PAID_OUT);

    /** Whether the program goes on with it by itself. */
    public boolean isWorking() {
        return switch (this) {
            case DRAFT, COLLECTED, CALCULATED, APPROVED, POSTED -> true;
            default -> false;
        };
    }

    /** Whether its statements are out, so that the next month can start from them. */
    public boolean isClosed() {
        return this == ISSUED || this == PAID_OUT;
    }
}
