package entrepot.ordering;

/**
 * Goods that ship in the stead of what was ordered.
 *
 * @param line the number of the order's line
 */
public record Instead(int line, String sku, String title, int quantity) {
}
