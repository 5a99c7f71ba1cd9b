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
            .allow(ISSUED, PAID_OUT)
            // a payment came back
            .allow(PAID_OUT, ISSUED);

    /** Whether the program goes on with it by itself. */
    public boolean isWorking() {
        return switch (this) {
            case DRAFT, COLLECTED, CALCULATED, APPROVED, POSTED -> true;
            default -> false;
        };
    }

    /** Whether its amounts stand in the books, so that a member's next statement can follow. */
    public boolean isPosted() {
        return this == POSTED || isClosed();
    }

    /** Whether its statements are out, so that the next month can start from them. */
    public boolean isClosed() {
        return this == ISSUED || this == PAID_OUT;
    }
}
