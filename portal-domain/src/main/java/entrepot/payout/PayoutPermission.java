package entrepot.payout;

/** What the use cases of this package ask for. */
public final class PayoutPermission {

    /** See payouts: a member its own, headquarters all. */
    public static final String READ = "payouts:read";
    /** See what waits, batches and their findings, members' accounts: finance. */
    public static final String BATCHES = "payouts:batches";
    /** Prepare batches, take the bank's answers, confirm by hand, reject withdrawals. */
    public static final String PREPARE = "payouts:prepare";

    /** Approve what another prepared: batches, how headquarters pays. */
    public static final String APPROVE = "payouts:approve";
    /** Let an approved batch go, with a second factor. */
    public static final String RELEASE = "payouts:release";
    /** Fetch what is handed to the bank: it names accounts in clear. */
    public static final String FILES = "payouts:files";
    /** Verify or reject members' accounts, see a whole number. */
    public static final String VERIFY = "payouts:verify";
    /** Say where the own money shall go, and take it out of the own wallet: members. */
    public static final String WITHDRAW = "payouts:withdraw";

    private PayoutPermission() {
    }
}
