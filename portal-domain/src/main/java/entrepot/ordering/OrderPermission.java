package entrepot.ordering;

/** What roles may do with orders. */
public final class OrderPermission {

    /** See one's own orders and shipping lists; headquarters sees all. */
    public static final String VIEW = "orders:view";
    /** Place orders, singly and by shipping list. */
    public static final String PLACE = "orders:place";
    /** Cancel an order that has not been shipped. */
    public static final String CANCEL = "orders:cancel";

    /** Change an order of one's own that is not packed, and ask for changes of one that is. */
    public static final String CHANGE = "orders:change";
    /** Release orders that are on hold, put one on hold. */
    public static final String RELEASE = "orders:release";
    /** Answer what members ask of a packed order. */
    public static final String ANSWER = "orders:answer";
    /** Say what a sub-shop may order a day. */
    public static final String LIMIT = "orders:limit";
    /** Propose and approve the rules by which orders are held. */
    public static final String RULES = "orders:rules";
    /** Answer requests for a quote with prices. */
    public static final String QUOTE = "orders:quote";
    /** Practise: see how far one's practice is; as the scope of a key that may not place, place practice orders alone. */
    public static final String PRACTISE = "orders:practise";
    /** What a key has beside {@link #PLACE} when it may place practice orders alone. */
    public static final String PRACTICE_ONLY = "practice:only";

    private OrderPermission() {
    }
}
