package entrepot.settlement;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** What settlement refuses. */
public enum SettlementProblem implements ProblemCode {
    /** The month is not over. */
    PERIOD_OPEN(ProblemKind.REFUSED),
    /** The month has a run already, named by {@code code}. */
    RUN_EXISTS(ProblemKind.CONFLICT),
    /** A run is still on its way; the next one starts from where it ends. */
    RUN_IN_PROGRESS(ProblemKind.CONFLICT),
    /** A later month is settled already. */
    PERIOD_OVERTAKEN(ProblemKind.REFUSED),
    /** Who started or submitted a run does not approve it. */
    OWN_RUN(ProblemKind.REFUSED),
    /** The totals are not the ones that were shown. */
    TOTALS_CHANGED(ProblemKind.CONFLICT),
    /** A cancellation says why. */
    RUN_REASON(ProblemKind.INVALID),
    /** The bank's reference is needed, 1 to 100 characters. */
    BANK_REFERENCE(ProblemKind.INVALID),
    /** Nothing is to be paid on this statement. */
    NOTHING_PAYABLE(ProblemKind.REFUSED),
    /** It has not been issued yet, so there is nothing to print. */
    NOT_ISSUED(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    SettlementProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
