package entrepot.settlement;

/** Why an amount is not paid now. */
public enum CarryReason {
    /** There is nothing to carry. */
    NONE,
    BELOW_MINIMUM,
    NEGATIVE;

    /** Decides from a member's balance of commission and dealer's dues. */
    static CarryReason of(long dueMinor, long minimumMinor) {
        if (dueMinor == 0) {
            return NONE;
        }
        if (dueMinor < 0) {
            return NEGATIVE;
        }
        return dueMinor < minimumMinor ? BELOW_MINIMUM : NONE;
    }
}
