package entrepot.platform.sql;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals that come from working at the same time as others. */
public enum SqlProblem implements ProblemCode {
    CHANGED_MEANWHILE(ProblemKind.CONFLICT),
    VALUE_NOT_KEPT(ProblemKind.INVALID),
    BUSY(ProblemKind.BUSY);

    private final ProblemKind kind;

    SqlProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
