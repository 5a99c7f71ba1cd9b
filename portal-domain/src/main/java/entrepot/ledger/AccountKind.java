package entrepot.ledger;

/**
 * The chart of accounts (DESIGN §4). Entries are debit-positive; a balance is signed by the normal side of
 * its account, so that a wallet of 100 shows as 100.
 */
public enum AccountKind {
    /** What a member has paid in and may spend. */
    WALLET(true, Side.CREDIT, true),
    /** Set aside for orders that have not shipped. */
    HELD(true, Side.CREDIT, true),
    /** Earned, but the return window is open. */
    COMMISSION_PENDING(true, Side.CREDIT, true),
    /** Earned and due at the next settlement; may go negative by deductions. */
    COMMISSION_DUE(true, Side.CREDIT, false),
    /** What headquarters owes a dealer for shipping and for its own goods; may go negative. */
    DEALER_DUE(true, Side.CREDIT, false),
    /** Settled and on its way to the member's bank. */
    PAYABLE(true, Side.CREDIT, true),
    DEPOSIT(true, Side.CREDIT, true),
    /** What a member owes headquarters. */
    RECEIVABLE(true, Side.DEBIT, false),

    BANK(false, Side.DEBIT, false),
    GATEWAY(false, Side.DEBIT, false),
    SUSPENSE(false, Side.CREDIT, false),
    UNEARNED(false, Side.CREDIT, false),
    BUYER_DUE(false, Side.CREDIT, false),
    COURIER_PAYABLE(false, Side.CREDIT, false),
    SALES(false, Side.CREDIT, false),
    FREIGHT_INCOME(false, Side.CREDIT, false),
    FRANCHISE_FEES(false, Side.CREDIT, false),
    PENALTIES(false, Side.CREDIT, false),
    INTEREST(false, Side.CREDIT, false),
    COMMISSION_COST(false, Side.DEBIT, false),
    FULFILMENT_COST(false, Side.DEBIT, false),
    GOODS_COST(false, Side.DEBIT, false),
    FREIGHT_COST(false, Side.DEBIT, false),
    PAYMENT_FEES(false, Side.DEBIT, false),
    LOSSES(false, Side.DEBIT, false),
    ADJUSTMENTS(false, Side.DEBIT, false),
    TAX_WITHHELD(false, Side.CREDIT, false),
    VAT_OUT(false, Side.CREDIT, false),
    VAT_IN(false, Side.DEBIT, false),
    OPENING(false, Side.DEBIT, false);

    /** On which side the balance of an account normally stands. */
    public enum Side { DEBIT, CREDIT }

    private final boolean organisations;
    private final Side side;
    private final boolean limited;

    AccountKind(boolean organisations, Side side, boolean limited) {
        this.organisations = organisations;
        this.side = side;
        this.limited = limited;
    }

    /** Whether each organisation has one; otherwise there is one, headquarters'. */
    public boolean isOrganisations() {
        return organisations;
    }

    public Side side() {
        return side;
    }

    /** Whether a limit is tested on it at each posting, so that the database keeps its running balance. */
    public boolean isLimited() {
        return limited;
    }

    /** A debit-positive amount as the balance of this kind of account. */
    long signed(long debitMinor) {
        return side == Side.DEBIT ? debitMinor : -debitMinor;
    }
}
