package entrepot.demo;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals in a demonstration. */
public enum DemoProblem implements ProblemCode {
    CLOCK_TOO_FAR(ProblemKind.LIMIT);

    private final ProblemKind kind;

    DemoProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
