package entrepot.ledger;

/** What one may do with the books: read them, and propose or approve what is done by hand. Nobody writes into them directly. */
public final class LedgerPermission {

    /** The journal, every account and the trial balance: headquarters' finance. */
    public static final String READ = "ledger:read";
    /** Propose adjustments, opening balances, the closing of months, rates of tax; export vouchers. */
    public static final String PROPOSE = "ledger:propose";
    /** Approve what another proposed. */
    public static final String APPROVE = "ledger:approve";

    private LedgerPermission() {
    }
}
