package entrepot.commission;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** What commission refuses. */
public enum CommissionProblem implements ProblemCode {
    /** A plan does not make sense; {@code where} names the rule or the field. */
    PLAN_INVALID(ProblemKind.INVALID),
    /** A plan begins at a date that has not come: what is past is settled by the plan of its time. */
    PLAN_DATE_PAST(ProblemKind.REFUSED),
    /** More is to be reversed than was earned. */
    REVERSED_ALREADY(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    CommissionProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
