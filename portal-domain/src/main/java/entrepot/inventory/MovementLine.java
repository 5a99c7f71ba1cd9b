package entrepot.inventory;

/**
 * A movement as lists show it.
 *
 * @param number its place in the list of all
 * @param own    whether they are the dealer's own pieces
 */
public record MovementLine(long number, Movement movement, Warehouse warehouse, String sku, String title, boolean own) {
}
