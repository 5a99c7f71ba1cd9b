package entrepot.invoicing;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** What invoicing refuses. */
public enum InvoicingProblem implements ProblemCode {
    /** A tax number whose check digit is wrong; says {@code number}. */
    TAX_NUMBER(ProblemKind.INVALID),
    /** The member has not said to whom its invoices are written. */
    PARTY_MISSING(ProblemKind.REFUSED),
    /** More than is {@code open}. */
    MORE_THAN_OPEN(ProblemKind.REFUSED),
    /** A settlement run that waits for its approval nets it; says how much is {@code free}. */
    CHARGE_IN_SETTLEMENT(ProblemKind.CONFLICT),
    /** An amount must be more than zero. */
    CHARGE_AMOUNT(ProblemKind.INVALID),
    /** A negative balance cannot be credited, only paid, settled or lost. */
    NOT_CREDITABLE(ProblemKind.REFUSED),
    /** Nothing was shipped in those days that does not stand on an invoice yet. */
    NOTHING_TO_INVOICE(ProblemKind.REFUSED),
    /** More consignments than one invoice takes: {@code max}. */
    INVOICE_TOO_MUCH(ProblemKind.REFUSED),
    /** The days are in the wrong order, in the future, or too many. */
    INVOICE_PERIOD(ProblemKind.INVALID),
    /** No number of an invoice in this country. */
    INVOICE_NUMBER(ProblemKind.INVALID),
    /** That number stands on another invoice. */
    INVOICE_NUMBER_TAKEN(ProblemKind.CONFLICT),
    /** The invoice does not say what the statement says; names the {@code field}, what was {@code expected} and {@code found}. */
    INVOICE_DIFFERS(ProblemKind.REFUSED),
    /** An invoice for that statement is there already. */
    INVOICE_THERE(ProblemKind.CONFLICT),
    /** A refusal says why. */
    INVOICE_REASON(ProblemKind.INVALID);

    private final ProblemKind kind;

    InvoicingProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
