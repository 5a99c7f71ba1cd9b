package entrepot.ordering;

/** What roles may do with orders. */
public final class OrderPermission {

    /** See one's own orders and shipping lists; headquarters sees all. */
    public static final String VIEW = "orders:view";
    /** Place orders, singly and by shipping list. */
    public static final String PLACE = "orders:place";
    /** Cancel an order that has not been shipped. */
    public static final String CANCEL = "orders:cancel";

    private OrderPermission() {
    }
}
