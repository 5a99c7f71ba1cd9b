package entrepot.ordering;

/** What sort of order it is. */
public enum OrderKind {
    /** To one buyer, who paid the member. */
    SINGLE,
    /** In bulk to the member itself; there is no buyer and no buyer's price. */
    WHOLESALE
}
