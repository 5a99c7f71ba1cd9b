package entrepot.fulfilment;

/** What one may do with consignments. A dealer's rights reach what is offered to it, headquarters' all. */
public final class FulfilmentPermission {

    public static final String VIEW = "consignments:view";
    /** Accept, decline, pack, ship, deliver. */
    public static final String FULFIL = "consignments:fulfil";

    private FulfilmentPermission() {
    }
}
