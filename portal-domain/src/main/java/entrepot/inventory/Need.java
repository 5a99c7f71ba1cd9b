package entrepot.inventory;

import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;

/**
 * So many pieces of a variant from one warehouse.
 *
 * @param consignedOnly whether the dealer's own goods may not be taken for it
 */
public record Need(WarehouseId warehouse, VariantId variant, int quantity, boolean consignedOnly) {

    /** Consigned goods first, then the dealer's own. */
    public Need(WarehouseId warehouse, VariantId variant, int quantity) {
        this(warehouse, variant, quantity, false);
    }
}
