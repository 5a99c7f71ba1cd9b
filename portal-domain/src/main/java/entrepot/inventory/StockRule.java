package entrepot.inventory;

import java.time.Instant;

/**
 * When to raise an alarm, and how much to ask for then.
 *
 * @param warehouse null for all
 * @param sku       null where it is about a category or about everything
 * @param category  empty for everything
 * @param minimum   fewer free pieces than that raise it
 * @param coverDays so do pieces that last fewer days, by the sales of the last 28; 0 for not at all
 * @param targetDays for how many days is asked for
 * @param packSize  what is asked for is a multiple of it
 */
public record StockRule(String code, Warehouse warehouse, String sku, String category, int minimum, int coverDays, int targetDays,
                        int packSize, String by, Instant at) {
}
