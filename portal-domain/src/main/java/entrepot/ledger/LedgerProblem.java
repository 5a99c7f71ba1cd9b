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
    ACCOUNT_CURRENCY(ProblemKind.INVALID),
    /** The business time lies in a month that two persons closed. */
    PERIOD_CLOSED(ProblemKind.REFUSED),
    /** Unknown money is cleared amount by amount, so that what is open is what the account has. */
    ADJUST_SUSPENSE(ProblemKind.REFUSED),
    /** A check before closing does not hold; says which. */
    PERIOD_CHECK_FAILED(ProblemKind.REFUSED),
    /** Payouts do not stand still. */
    NOT_PARKED(ProblemKind.CONFLICT),
    /** The books still do not add up. */
    BOOKS_DIFFER(ProblemKind.REFUSED),
    /** What is taken over differs from the old totals; says of which kind and by how much. */
    OPENING_TOTALS_DIFFER(ProblemKind.REFUSED),
    /** A row of a file of opening balances is no good; says which and why. */
    OPENING_ROW(ProblemKind.INVALID),
    /** A kind of account has no subject of the tenant's own chart. */
    SUBJECT_MISSING(ProblemKind.REFUSED),
    /** Every posting of the month was exported before, or there is none. */
    NOTHING_TO_EXPORT(ProblemKind.REFUSED),
    /** More than a file or a list may hold; says how much that is. */
    TOO_MANY_ROWS(ProblemKind.REFUSED);

    private final ProblemKind kind;

    LedgerProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
