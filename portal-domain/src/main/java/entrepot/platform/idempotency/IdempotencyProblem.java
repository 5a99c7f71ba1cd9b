package entrepot.platform.idempotency;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about idempotency keys. */
public enum IdempotencyProblem implements ProblemCode {
    KEY_MISSING(ProblemKind.INVALID),
    KEY_INVALID(ProblemKind.INVALID),
    KEY_REUSED(ProblemKind.REFUSED),
    KEY_IN_FLIGHT(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    IdempotencyProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
