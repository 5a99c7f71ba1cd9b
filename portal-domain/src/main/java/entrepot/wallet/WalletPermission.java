package entrepot.wallet;

/** What one may do with wallets. */
public final class WalletPermission {

    /** See a wallet's balance and history: a member its own, headquarters all. */
    public static final String READ = "wallet:read";
    /** See that one's own organisation is blocked because of overdue credit, without amounts: staff that places orders. */
    public static final String BLOCKED = "wallet:blocked";
    /** Report a transfer that was made, for a member's own wallet. */
    public static final String REPORT = "wallet:report";
    /** Confirm or reject a reported transfer, having looked at the bank account: headquarters' finance. */
    public static final String CONFIRM = "wallet:confirm";

    /** See all credit lines, deposits, low wallets: headquarters' finance. */
    public static final String CREDIT_READ = "credit:read";
    /** Propose credit lines, and what becomes of deposits. */
    public static final String CREDIT_PROPOSE = "credit:propose";
    /** Approve or reject those of another. */
    public static final String CREDIT_APPROVE = "credit:approve";
    /** Lower or stop a line at once. */
    public static final String CREDIT_STOP = "credit:stop";

    private WalletPermission() {
    }
}
