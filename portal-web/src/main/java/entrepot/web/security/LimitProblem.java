package entrepot.web.security;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Who came too often; {@code seconds} says when to come again. */
public enum LimitProblem implements ProblemCode {
    REQUESTS_TOO_OFTEN,
    APPLICATIONS_TOO_OFTEN,
    LOOKED_UP_TOO_OFTEN,
    CALLED_TOO_OFTEN;

    @Override
    public ProblemKind kind() {
        return ProblemKind.TOO_OFTEN;
    }
}
