package entrepot.wallet;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** What wallets refuse. */
public enum WalletProblem implements ProblemCode {
    /** The wallet would go below its limit; says {@code needed} and {@code available}. */
    INSUFFICIENT_FUNDS(ProblemKind.REFUSED),
    /** An amount must be more than zero, in the tenant's currency. */
    TOP_UP_AMOUNT(ProblemKind.INVALID),
    /** A transfer cannot have been made after today. */
    TOP_UP_DATE(ProblemKind.INVALID),
    /** The same transfer was reported before. */
    TOP_UP_REPORTED(ProblemKind.CONFLICT),
    /** More than {@code max} at once. */
    TOP_UP_TOO_MANY(ProblemKind.LIMIT),
    /** A rejection says why. */
    TOP_UP_REASON(ProblemKind.INVALID),
    /** The wallet cannot pay, and its credit line is blocked: something is {@code overdue} {@code since} a day. */
    CREDIT_OVERDUE(ProblemKind.REFUSED),
    /** Something about a credit line's terms cannot be; says which {@code field}. */
    CREDIT_TERMS(ProblemKind.INVALID),
    /** One person can only lower what is granted; raising takes a proposal and another person. */
    CREDIT_RAISED(ProblemKind.REFUSED),
    /** More than stands on the deposit, or on the wallet. */
    DEPOSIT_TOO_LITTLE(ProblemKind.REFUSED);

    private final ProblemKind kind;

    WalletProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
