package entrepot.platform.approval;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about proposals. */
public enum ApprovalProblem implements ProblemCode {
    OWN_PROPOSAL(ProblemKind.REFUSED),
    ALREADY_DECIDED(ProblemKind.CONFLICT),
    REASON_NEEDED(ProblemKind.INVALID);

    private final ProblemKind kind;

    ApprovalProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
