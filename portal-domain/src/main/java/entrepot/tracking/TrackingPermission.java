package entrepot.tracking;

/** What one may do with parcels. A dealer's rights reach the parcels it sent, a member's those of its orders. */
public final class TrackingPermission {

    public static final String VIEW = "parcels:view";
    /** Say what became of a parcel: a problem, come back, lost. */
    public static final String HANDLE = "parcels:handle";
    /** Decide who bears it, claim against carriers: headquarters. */
    public static final String JUDGE = "parcels:judge";
    /** Which sources tell of parcels, and how long parcels may be silent: headquarters. */
    public static final String SOURCES = "tracking:manage";
    /** Read carriers' bills and margins: finance. */
    public static final String BILLS = "courier-bills:view";
    /** Take in carriers' bills and post them: finance. */
    public static final String TAKE_BILLS = "courier-bills:take";
    /** Say that a bill was paid: another person of finance than who posted it. */
    public static final String PAY_BILLS = "courier-bills:pay";

    private TrackingPermission() {
    }
}
