package entrepot.identity;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about people, passwords and keys. None of them tells whether a login exists. */
public enum IdentityProblem implements ProblemCode {
    SIGN_IN_REFUSED(ProblemKind.REFUSED),
    SIGN_IN_TOO_OFTEN(ProblemKind.TOO_OFTEN),
    PASSWORD_TOO_SHORT(ProblemKind.INVALID),
    PASSWORD_TOO_LONG(ProblemKind.INVALID),
    PASSWORD_TOO_PLAIN(ProblemKind.INVALID),
    PASSWORD_WRONG(ProblemKind.REFUSED),
    EMAIL_INVALID(ProblemKind.INVALID),
    NAME_INVALID(ProblemKind.INVALID),
    LANGUAGE_UNKNOWN(ProblemKind.INVALID),
    ROLE_NOT_FOR_ORGANISATION(ProblemKind.REFUSED),
    OTHER_ORGANISATION(ProblemKind.FORBIDDEN),
    ALREADY_MEMBER(ProblemKind.CONFLICT),
    LINK_INVALID(ProblemKind.NOT_FOUND),
    CANNOT_DISABLE_ONESELF(ProblemKind.REFUSED),
    /** The account belongs to people of another organisation, too. */
    SHARED_ACCOUNT(ProblemKind.REFUSED),
    KEY_NAME_INVALID(ProblemKind.INVALID),
    SCOPES_INVALID(ProblemKind.INVALID),
    /** A key that names nothing may do nothing, and nobody gets all by leaving something out. */
    SCOPES_MISSING(ProblemKind.INVALID),
    TOO_MANY_KEYS(ProblemKind.LIMIT),
    /** There is a second factor already. */
    FACTOR_ENROLLED(ProblemKind.CONFLICT),
    /** There is no second factor to ask for a code. */
    FACTOR_MISSING(ProblemKind.REFUSED),
    CODE_WRONG(ProblemKind.REFUSED),
    CODE_TOO_OFTEN(ProblemKind.TOO_OFTEN),
    /** What is done here asks for a code anew. */
    CODE_NEEDED(ProblemKind.FORBIDDEN);

    private final ProblemKind kind;

    IdentityProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
