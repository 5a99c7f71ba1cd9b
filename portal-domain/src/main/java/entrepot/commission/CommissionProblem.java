package entrepot.commission;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** What commission refuses. */
public enum CommissionProblem implements ProblemCode {
    /** A plan does not make sense; {@code where} names the rule or the field. */
    PLAN_INVALID(ProblemKind.INVALID),
    /** A plan begins at a date that has not come: what is past is settled by the plan of its time. */
    PLAN_DATE_PAST(ProblemKind.REFUSED),
    /** A draft that was proposed, approved or discarded is edited no more; {@code state} says which. */
    PLAN_NOT_DRAFT(ProblemKind.CONFLICT),
    /** A plan that was not proposed cannot be decided: {@code code}. */
    PLAN_NOT_PROPOSED(ProblemKind.CONFLICT),
    /** What is proposed is not what the approver looked at: {@code code}. */
    PLAN_CHANGED(ProblemKind.CONFLICT),
    /** Exactly this draft was not simulated to the end: {@code draft}. */
    PLAN_NOT_SIMULATED(ProblemKind.REFUSED),
    /** A simulation is of a month that has ended and whose bonuses are posted: {@code month}. */
    MONTH_NOT_CLOSED(ProblemKind.REFUSED),
    /** There are deliveries in that month whose lines were not kept, so it cannot be computed again: {@code month}. */
    MONTH_NOT_KEPT(ProblemKind.REFUSED),
    /** It goes on already, or has ended. */
    SIMULATION_STATE(ProblemKind.CONFLICT),
    /** A deduction is not where that can be done: {@code state}. */
    DEDUCTION_STATE(ProblemKind.CONFLICT),
    /** The days in which a member may object are over: {@code until}. */
    APPEAL_LATE(ProblemKind.REFUSED),
    /** A deduction says either an amount or a percentage of a month's commission, and there is something to take it from. */
    DEDUCTION_INVALID(ProblemKind.INVALID),
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
