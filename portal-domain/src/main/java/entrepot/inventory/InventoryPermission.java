package entrepot.inventory;

/** What one may do with stock and warehouses. A dealer's rights reach its own warehouses only. */
public final class InventoryPermission {

    public static final String VIEW = "stock:view";
    /** Receive, count, move. */
    public static final String CHANGE = "stock:change";
    /** Confirm what dealers found on headquarters' piles: headquarters. */
    public static final String CONFIRM = "stock:confirm";
    /** Open, close and set up warehouses: headquarters. */
    public static final String WAREHOUSES = "warehouses:manage";

    private InventoryPermission() {
    }
}
