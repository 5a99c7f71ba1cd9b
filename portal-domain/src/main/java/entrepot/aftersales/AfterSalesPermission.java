package entrepot.aftersales;

/** What one may do with returns. A member's rights reach its own orders, a dealer's what comes back to it or is its fault. */
public final class AfterSalesPermission {

    public static final String VIEW = "returns:view";
    /** Open, withdraw, say that it was sent. */
    public static final String OPEN = "returns:open";
    /** Take goods in. */
    public static final String RECEIVE = "returns:receive";
    /** Decide who bears it, and pay back: headquarters' service. */
    public static final String JUDGE = "returns:judge";

    private AfterSalesPermission() {
    }
}
