package entrepot.inventory;

/**
 * A line of a stock list.
 *
 * @param own      whether they are the dealer's own pieces, not headquarters'
 * @param incoming on their way: sent, ordered or at the door
 * @param apart    in the house, set apart for their quality; neither on hand nor sold
 */
public record StockLine(StockLevel level, Warehouse warehouse, String sku, String title, boolean own, int incoming,
                        int apart) {
}
