package entrepot.feed;

/** What one row of a product file would do, or did. Nothing is skipped without one. */
public enum RowOutcome {
    /** A new variant. */
    CREATE,
    /** A variant that is there changes. */
    UPDATE,
    /** All of it is there already. */
    UNCHANGED,
    /** A changed retail price becomes a proposal; the rest is taken. */
    PRICE_CHANGE,
    /** A further picture of its product. */
    IMAGE,
    /** Left out; the remark says why. */
    REFUSED
}
