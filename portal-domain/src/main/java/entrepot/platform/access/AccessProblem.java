package entrepot.platform.access;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about who may do what. */
public enum AccessProblem implements ProblemCode {
    SIGN_IN_FIRST(ProblemKind.UNAUTHENTICATED),
    NOT_PERMITTED(ProblemKind.FORBIDDEN);

    private final ProblemKind kind;

    AccessProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
