package entrepot.inventory;

/**
 * A rule for alarms, as somebody asks for it.
 *
 * @param warehouse its code; empty for all of the actor's
 * @param sku       empty where it is about a category or about everything
 * @param category  empty for everything
 */
public record SetStockRule(String warehouse, String sku, String category, int minimum, int coverDays, int targetDays, int packSize) {
}
