package entrepot.freight;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about freight. */
public enum FreightProblem implements ProblemCode {
    PLACE_NOT_SERVED(ProblemKind.REFUSED);

    private final ProblemKind kind;

    FreightProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
