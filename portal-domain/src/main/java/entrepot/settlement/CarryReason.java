package entrepot.settlement;

/** Why an amount is not paid now. */
public enum CarryReason {
    /** There is nothing to carry. */
    NONE,
    BELOW_MINIMUM,
    NEGATIVE,
    /** Nobody knows yet as what the member is taxed. */
    TAX_UNKNOWN,
    /** It waits for disputes to be answered. */
    DISPUTED
}
