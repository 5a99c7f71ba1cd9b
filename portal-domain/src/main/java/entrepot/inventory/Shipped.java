package entrepot.inventory;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;

/** Pieces that left a warehouse, by whose they were. */
public record Shipped(WarehouseId warehouse, VariantId variant, OrganisationId stockOwner, int quantity) {
}
