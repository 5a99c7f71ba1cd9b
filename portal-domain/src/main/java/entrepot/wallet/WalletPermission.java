package entrepot.wallet;

/** What one may do with wallets. */
public final class WalletPermission {

    /** See a wallet's balance and history: a member its own, headquarters all. */
    public static final String READ = "wallet:read";
    /** Report a transfer that was made, for a member's own wallet. */
    public static final String REPORT = "wallet:report";
    /** Confirm or reject a reported transfer, having looked at the bank account: headquarters' finance. */
    public static final String CONFIRM = "wallet:confirm";

    private WalletPermission() {
    }
}
