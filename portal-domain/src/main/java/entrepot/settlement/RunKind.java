package entrepot.settlement;

/** What a settlement run closes. */
public enum RunKind {
    MONTH,
    /** The 1st to the 15th, and the rest of the month. */
    HALF_MONTH,
    /** Monday to Sunday. */
    WEEK,
    /** One member, up to now. */
    OFF_CYCLE
}
