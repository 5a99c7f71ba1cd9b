package entrepot.inventory;

/** So many pieces of a SKU. */
public record Pieces(String sku, int quantity) {
}
