package entrepot.payout;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** What payouts refuse. */
public enum PayoutProblem implements ProblemCode {
    /** The bank's reference is missing or too long. */
    PAYOUT_REFERENCE(ProblemKind.INVALID),
    /** It stands in a batch that is being prepared or approved: it would be paid twice. */
    PAYOUT_IN_BATCH(ProblemKind.CONFLICT),
    /** Somebody says that it was paid outside a batch: another person says yes or no to that first. */
    PAYOUT_REPORTED(ProblemKind.CONFLICT),
    /** Nobody says so, or it is decided. */
    PAYOUT_NOT_REPORTED(ProblemKind.CONFLICT),
    /** A reason is missing or too long. */
    PAYOUT_REASON(ProblemKind.INVALID),
    /** The number is none of its kind; {@code what} says which rule. */
    ACCOUNT_NUMBER(ProblemKind.INVALID),
    /** Neither a BIC nor the twelve digits of CNAPS. */
    BANK_CODE(ProblemKind.INVALID),
    /** A payout file cannot carry the name; {@code proposal} is one that it can. */
    NAME_NOT_CARRIED(ProblemKind.INVALID),
    /** It is the account that counts already. */
    ACCOUNT_SAME(ProblemKind.CONFLICT),
    /** Other members have the same account, and nobody said that this is right. */
    ACCOUNT_SHARED(ProblemKind.REFUSED),
    /** Who entered it does not verify it. */
    OWN_ACCOUNT(ProblemKind.FORBIDDEN),
    /** There is no verified account to withdraw to. */
    ACCOUNT_NEEDED(ProblemKind.REFUSED),
    /** The account was changed less than 72 hours ago. */
    ACCOUNT_FROZEN(ProblemKind.REFUSED),
    /** Below the least or above the most of a withdrawal. */
    WITHDRAWAL_AMOUNT(ProblemKind.INVALID),
    /** More than the wallet has without its credit. */
    WITHDRAWAL_TOO_MUCH(ProblemKind.REFUSED),
    /** More than may be withdrawn a day. */
    WITHDRAWAL_DAY(ProblemKind.LIMIT),
    /** A field of the payment terms is wrong. */
    TERMS_WRONG(ProblemKind.INVALID),
    /** There is nothing to be paid out by that day. */
    NOTHING_TO_PAY(ProblemKind.REFUSED),
    /** Who prepared a batch does not approve it. */
    OWN_BATCH(ProblemKind.FORBIDDEN),
    /** The batch is not the one that was shown or approved. */
    BATCH_CHANGED(ProblemKind.CONFLICT),
    /** The books of the tenant do not add up: nothing leaves before they do. */
    BOOKS_PARKED(ProblemKind.REFUSED),
    /** The account from which such files pay is not known. */
    PAYER_MISSING(ProblemKind.REFUSED),
    /** A payout date before today. */
    PAY_DATE(ProblemKind.INVALID),
    /** Headquarters has suspended the member: what it has stays in its wallet until it works again. */
    WITHDRAWAL_SUSPENDED(ProblemKind.REFUSED),
    /** What the bank sent cannot be read as an answer. */
    RETURN_UNREADABLE(ProblemKind.INVALID);

    private final ProblemKind kind;

    PayoutProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
