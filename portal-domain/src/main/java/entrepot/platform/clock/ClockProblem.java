package entrepot.platform.clock;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about the clock. */
public enum ClockProblem implements ProblemCode {
    CLOCK_IS_REAL(ProblemKind.REFUSED),
    CLOCK_GOES_FORWARD(ProblemKind.REFUSED);

    private final ProblemKind kind;

    ClockProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
