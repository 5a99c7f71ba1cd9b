package entrepot.inventory;

import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;

/** So many pieces of a variant from one warehouse. */
public record Need(WarehouseId warehouse, VariantId variant, int quantity) {
}
