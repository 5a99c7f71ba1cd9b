package entrepot.settlement;

/** Why an amount is not paid now. */
public enum CarryReason {
    /** There is nothing to carry. */
    NONE,
    BELOW_MINIMUM,
    NEGATIVE,
    /** Nobody knows yet as what the member is taxed. */
    TAX_UNKNOWN;

    /** Decides from a member's balance of commission and dealer's dues. */
    static CarryReason of(long dueMinor, long minimumMinor, boolean taxKnown) {
        if (dueMinor == 0) {
            return NONE;
        }
        if (dueMinor < 0) {
            return NEGATIVE;
        }
        if (dueMinor < minimumMinor) {
            return BELOW_MINIMUM;
        }
        return taxKnown ? NONE : TAX_UNKNOWN;
    }
}
