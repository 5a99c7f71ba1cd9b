package entrepot.invoicing;

/** What the use cases of this package ask for. */
public final class InvoicingPermission {

    /** See charges, requests and invoices: a member its own, headquarters all. */
    public static final String READ = "invoices:read";
    /** Keep one's invoice data, ask for tax invoices, pay charges from the wallet, hand in one's own invoices: members. */
    public static final String REQUEST = "invoices:request";
    /** Charge, credit, book payments, number tax invoices, accept or reject members' invoices: finance. */
    public static final String ISSUE = "invoices:issue";
    /** Approve that a charge is lost. */
    public static final String APPROVE = "invoices:approve";

    private InvoicingPermission() {
    }
}
