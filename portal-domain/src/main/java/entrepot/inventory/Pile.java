package entrepot.inventory;

/**
 * Pieces of one SKU that belong to one owner in one warehouse, by the names that people use.
 *
 * @param warehouse its code
 * @param own       whether they are the goods of the dealer who runs it; else headquarters'
 */
public record Pile(String warehouse, String sku, boolean own) {
}
