package entrepot.payout;

/** What the use cases of this package ask for. */
public final class PayoutPermission {

    /** See payouts: a member its own, headquarters all. */
    public static final String READ = "payouts:read";
    /** See what waits, batches and their findings, members' accounts: finance. */
    public static final String BATCHES = "payouts:batches";
    /** Prepare batches, take the bank's answers, confirm by hand, reject withdrawals. */
    public static final String PREPARE = "payouts:prepare";

    private PayoutPermission() {
    }
}
