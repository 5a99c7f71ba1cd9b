package entrepot.routing;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals of routing. */
public enum RoutingProblem implements ProblemCode {
    /** No warehouse, nor several together, can ship it; details: {@code skus}, what is missing. */
    NOBODY_CAN_SHIP(ProblemKind.REFUSED),
    /** It could be shipped in parts, but one of them would be worth less than the rules allow; details: {@code minimumMinor}. */
    PARTS_TOO_SMALL(ProblemKind.REFUSED),
    /** A version, a draft or a peak period that is not as it has to be for this; details: {@code state}. */
    NOT_A_DRAFT(ProblemKind.CONFLICT),
    /** Proposed without having seen what it would have done. */
    WHAT_IF_MISSING(ProblemKind.REFUSED),
    /** A date that has begun already; details: {@code from}, {@code earliest}. */
    DATE_PAST(ProblemKind.REFUSED),
    /** Nothing changes inside a peak period that froze the rules; details: {@code peak}, {@code until}. */
    RULES_FROZEN(ProblemKind.REFUSED),
    /** Two peak periods at the same time; details: {@code peak}. */
    PEAKS_MEET(ProblemKind.REFUSED),
    /** A row of a coverage table that cannot be read; details: {@code line}, {@code text}. */
    COVERAGE_UNREADABLE(ProblemKind.INVALID),
    /** A month without decisions to replay; details: {@code month}. */
    NOTHING_TO_REPLAY(ProblemKind.REFUSED);

    private final ProblemKind kind;

    RoutingProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
