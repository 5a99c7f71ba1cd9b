package entrepot.bank;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** What the bank's side refuses. */
public enum BankProblem implements ProblemCode {
    /** Another account has that number. */
    BANK_ACCOUNT_KNOWN(ProblemKind.CONFLICT),
    /** An IBAN whose check digits are wrong, or a number that is none. */
    BANK_ACCOUNT_NUMBER(ProblemKind.INVALID),
    /** The books are kept in one currency: {@code currency}. */
    BANK_ACCOUNT_CURRENCY(ProblemKind.REFUSED),
    /** The account was stopped. */
    BANK_ACCOUNT_STOPPED(ProblemKind.CONFLICT),
    /** The same file was imported as {@code import}. */
    STATEMENT_FILE_KNOWN(ProblemKind.CONFLICT),
    /** The file is of the account {@code found}, not of the one that was chosen. */
    STATEMENT_OTHER_ACCOUNT(ProblemKind.REFUSED),
    /** It is neither a table nor CAMT.053 nor MT940, or it breaks off; says the {@code line} where it is known. */
    STATEMENT_UNREADABLE(ProblemKind.INVALID),
    /** XML with document types or entities, or nested too deep. */
    STATEMENT_HOSTILE(ProblemKind.INVALID),
    /** More than {@code max} lines. */
    STATEMENT_TOO_LONG(ProblemKind.LIMIT),
    /** Another currency than the account's. */
    STATEMENT_CURRENCY(ProblemKind.REFUSED),
    /** Opening and lines do not add up to the closing; says by how much. */
    STATEMENT_SUM(ProblemKind.REFUSED),
    /** A table has to be explained first: which column is what. */
    STATEMENT_MAPPING(ProblemKind.INVALID),
    /** A cell of {@code line} is no date or amount as the template says. */
    STATEMENT_CELL(ProblemKind.INVALID),
    /** The line was settled meanwhile. */
    BANK_LINE_SETTLED(ProblemKind.CONFLICT),
    /** The line's amount is not that of what it was said to be. */
    BANK_LINE_AMOUNT(ProblemKind.REFUSED),
    /** What was proposed has changed since it was shown. */
    BANK_LINE_CHANGED(ProblemKind.CONFLICT),
    /** That posting has been found at the bank already, or does not touch it. */
    BANK_POSTING_MATCHED(ProblemKind.CONFLICT),
    /** A line that goes out cannot be money that came in, and the other way round. */
    BANK_LINE_DIRECTION(ProblemKind.REFUSED),
    /** More than {@code max} lines at once. */
    BANK_TOO_MANY(ProblemKind.LIMIT),
    /** Why it is done has to be said. */
    BANK_REASON(ProblemKind.INVALID),
    /** What such a line is ({@code as}) is not reversed here: what left or came by others is put right where it stands. */
    BANK_LINE_STAYS(ProblemKind.REFUSED),
    /** That money is cleared, or its clearing waits for another person. */
    SUSPENSE_DECIDED(ProblemKind.CONFLICT),
    /** The member owes {@code owed} only: what is more belongs to its wallet. */
    SUSPENSE_NOT_OWED(ProblemKind.REFUSED);

    private final ProblemKind kind;

    BankProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
