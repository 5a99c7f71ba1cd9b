package entrepot.bank;

/** What one may do with the bank's side of the books. */
public final class BankPermission {

    /** See accounts, statements, lines, suspense and the comparison with the ledger: headquarters' finance. */
    public static final String READ = "bank:read";
    /** Import statements and keep templates. */
    public static final String IMPORT = "bank:import";
    /** Say what a line is, and put into SUSPENSE what nobody knows. */
    public static final String MATCH = "bank:match";
    /** Propose bank accounts and how suspense is cleared. */
    public static final String PROPOSE = "bank:propose";
    /** Approve what another person proposed. */
    public static final String APPROVE = "bank:approve";

    private BankPermission() {
    }
}
