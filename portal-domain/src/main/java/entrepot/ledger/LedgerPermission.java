package entrepot.ledger;

/** What one may do with the books: read them. They are written by what happens, never by hand. */
public final class LedgerPermission {

    /** The journal, every account and the trial balance: headquarters' finance. */
    public static final String READ = "ledger:read";

    private LedgerPermission() {
    }
}
