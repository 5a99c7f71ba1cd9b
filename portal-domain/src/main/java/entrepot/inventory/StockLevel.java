package entrepot.inventory;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;

/**
 * What lies where and whose it is.
 *
 * @param owner    headquarters (consigned at a dealer's) or the dealer
 * @param onHand   pieces that are there
 * @param reserved of them set aside for consignments
 */
public record StockLevel(WarehouseId warehouse, VariantId variant, OrganisationId owner, int onHand, int reserved) {

    public int available() {
        return onHand - reserved;
    }
}
