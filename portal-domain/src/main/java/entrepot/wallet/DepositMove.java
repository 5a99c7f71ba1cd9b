package entrepot.wallet;

import entrepot.kernel.Money;
import java.time.Instant;

/** What moved on a deposit, apart from transfers that were meant for it. */
public record DepositMove(String code, Kind kind, Money amount, String reason, String by, Instant at) {

    /** From the wallet; back to the member; kept as a penalty; taken for what the member owes. */
    public enum Kind { FROM_WALLET, RETURNED, PENALTY, CLAIM }
}
