package entrepot.inventory;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import java.time.Instant;

/**
 * What lies where and whose it is.
 *
 * @param owner       headquarters (consigned at a dealer's) or the dealer
 * @param onHand      pieces that can be sold: those that are there and those that are promised
 * @param reserved    of them set aside for consignments
 * @param promised    of them not there yet, but sold before they come (presale)
 * @param confirmedAt when who runs the place last said so of this pile; null for never
 */
public record StockLevel(WarehouseId warehouse, VariantId variant, OrganisationId owner, int onHand, int reserved,
                         int promised, Instant confirmedAt) {

    /** Without a presale. */
    public StockLevel(WarehouseId warehouse, VariantId variant, OrganisationId owner, int onHand, int reserved) {
        this(warehouse, variant, owner, onHand, reserved, 0, null);
    }

    public int available() {
        return onHand - reserved;
    }

    /** Pieces that really lie there. */
    public int there() {
        return onHand - promised;
    }

    /** Of those that really lie there, the ones that nobody has ordered. */
    public int freeNow() {
        return Math.max(0, there() - reserved);
    }
}
