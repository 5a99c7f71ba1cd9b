package entrepot.payout;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** What payouts refuse. */
public enum PayoutProblem implements ProblemCode {
    /** The bank's reference is missing or too long. */
    PAYOUT_REFERENCE(ProblemKind.INVALID),
    /** It stands in a batch that is being prepared or approved: it would be paid twice. */
    PAYOUT_IN_BATCH(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    PayoutProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
