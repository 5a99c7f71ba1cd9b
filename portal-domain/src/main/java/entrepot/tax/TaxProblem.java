package entrepot.tax;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about tax on payments. */
public enum TaxProblem implements ProblemCode {
    /** Steps have to begin at nothing and rise. */
    STEPS_INVALID(ProblemKind.INVALID),
    /** Nothing of that month is left to be filed. */
    NOTHING_TO_FILE(ProblemKind.CONFLICT),
    /** A filing is paid over once. */
    PAID_OVER_ALREADY(ProblemKind.CONFLICT),
    /** Who made the filing does not pay it. */
    FILING_SAME_PERSON(ProblemKind.REFUSED),
    /** A country's identity numbers look otherwise. */
    IDENTITY_NUMBER_INVALID(ProblemKind.INVALID),
    /** Whom a member named it does not change itself: what is withheld is added up by person. Finance does. */
    IDENTITY_STAYS(ProblemKind.REFUSED);

    private final ProblemKind kind;

    TaxProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
