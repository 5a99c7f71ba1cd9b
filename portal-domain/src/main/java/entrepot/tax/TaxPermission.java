package entrepot.tax;

/** What one may do with tax on payments. */
public final class TaxPermission {

    /** See tables, the register and filings: finance. */
    public static final String READ = "tax:read";
    /** Propose a table: finance's maker. */
    public static final String PROPOSE = "tax:propose";
    /** Put a table in force, or send it back: another person. */
    public static final String APPROVE = "tax:approve";
    /** Take a month into a filing. */
    public static final String FILE = "tax:file";
    /** Say that a filing was paid over: another person than who made it. */
    public static final String PAY = "tax:pay";
    /** Say who is paid, and read certificates: a member for itself. */
    public static final String OWN = "tax:own";

    private TaxPermission() {
    }
}
