package entrepot.ledger;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** What the books refuse. */
public enum LedgerProblem implements ProblemCode {
    /** The same event was posted for the same cause before. */
    ALREADY_POSTED(ProblemKind.CONFLICT),
    /** An account would go below its limit; says how much was available. */
    BELOW_LIMIT(ProblemKind.REFUSED),
    /** Debits and credits differ, or there are fewer than two legs. */
    UNBALANCED(ProblemKind.INVALID),
    /** The organisation has no such account yet. */
    ACCOUNT_NOT_OPEN(ProblemKind.CONFLICT),
    /** The account is kept in another currency. */
    ACCOUNT_CURRENCY(ProblemKind.INVALID);

    private final ProblemKind kind;

    LedgerProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
