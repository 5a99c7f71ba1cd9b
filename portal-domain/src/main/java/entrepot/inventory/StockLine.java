package entrepot.inventory;

/**
 * A line of a stock list.
 *
 * @param own whether they are the dealer's own pieces, not headquarters'
 */
public record StockLine(StockLevel level, Warehouse warehouse, String sku, String title, boolean own) {
}
