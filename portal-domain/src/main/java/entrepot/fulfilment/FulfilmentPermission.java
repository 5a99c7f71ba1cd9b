package entrepot.fulfilment;

/** What one may do with consignments. A dealer's rights reach what is offered to it, headquarters' all. */
public final class FulfilmentPermission {

    public static final String VIEW = "consignments:view";
    /** Accept, decline, pack, ship, deliver. */
    public static final String FULFIL = "consignments:fulfil";
    /** Judge what dealers contest: headquarters. */
    public static final String JUDGE = "dealers:judge";
    /** Propose and approve what broken promises cost dealers: headquarters. */
    public static final String TERMS = "dealers:terms";

    /** With which carriers the tenant works, who pays them and how much: headquarters. */
    public static final String CARRIERS = "carriers:manage";

    private FulfilmentPermission() {
    }
}
