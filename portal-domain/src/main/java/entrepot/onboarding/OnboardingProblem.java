package entrepot.onboarding;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about applications. */
public enum OnboardingProblem implements ProblemCode {
    /** An application with this e-mail address waits already. */
    APPLICATION_WAITS(ProblemKind.CONFLICT),
    /** It wants to do nothing: no ability was chosen. */
    ABILITY_NOT_CHOSEN(ProblemKind.INVALID),
    /** Approved abilities are among those applied for. */
    ABILITY_NOT_APPLIED_FOR(ProblemKind.INVALID),
    /** A dealer without a territory would never be offered anything as its own. */
    TERRITORY_NEEDED(ProblemKind.INVALID),
    TERRITORY_UNKNOWN(ProblemKind.INVALID),
    /** No active member has this code. */
    UPLINE_UNKNOWN(ProblemKind.INVALID);

    private final ProblemKind kind;

    OnboardingProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
