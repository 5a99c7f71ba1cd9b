package entrepot.inventory;

import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;

/**
 * So many pieces of a variant from one warehouse.
 *
 * @param consignedOnly whether the dealer's own goods may not be taken for it
 * @param ownFirst      whether the dealer's own goods are taken before headquarters'
 */
public record Need(WarehouseId warehouse, VariantId variant, int quantity, boolean consignedOnly, boolean ownFirst) {

    /** Consigned goods first. */
    public Need(WarehouseId warehouse, VariantId variant, int quantity, boolean consignedOnly) {
        this(warehouse, variant, quantity, consignedOnly, false);
    }

    /** Consigned goods first, then the dealer's own. */
    public Need(WarehouseId warehouse, VariantId variant, int quantity) {
        this(warehouse, variant, quantity, false);
    }
}
