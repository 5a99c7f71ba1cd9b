package entrepot.inventory;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** What lies in the warehouses. Reservations carry a reference: the code of the consignment they are for. */
@ApplicationScoped
@UseCases
public class Stock {

    /** Levels of those variants in all active warehouses (of its own, for a member). */
    @Requires(InventoryPermission.VIEW)
    public List<StockLevel> availability(Actor actor, Collection<VariantId> variants) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sets stock aside for a reference, all or nothing: consigned stock first, then the warehouse owner's own.
     *
     * @throws entrepot.kernel.Problem INSUFFICIENT_STOCK naming what is short; nothing has changed then, so the
     *                                 caller may catch it, route again and try another warehouse
     */
    @Requires(Requires.SYSTEM)
    public void reserve(Actor actor, String reference, List<Need> needs) {
        throw new UnsupportedOperationException();
    }

    /** Gives back what is set aside for the reference; harmless when nothing is. */
    @Requires(Requires.SYSTEM)
    public void release(Actor actor, String reference) {
        throw new UnsupportedOperationException();
    }

    /** What was set aside leaves the house, by whose it was; empty when nothing was. */
    @Requires(Requires.SYSTEM)
    public List<Shipped> ship(Actor actor, String reference) {
        throw new UnsupportedOperationException();
    }

    /** Counts pieces in. {@code owner}: headquarters (consigned) or the warehouse's own organisation. */
    @Requires(InventoryPermission.CHANGE)
    public StockLevel receive(Actor actor, WarehouseId warehouse, VariantId variant, OrganisationId owner,
                              int quantity, String document) {
        throw new UnsupportedOperationException();
    }

    /** Sets what was counted; the difference becomes a movement. @throws entrepot.kernel.Problem BELOW_RESERVED */
    @Requires(InventoryPermission.CHANGE)
    public StockLevel count(Actor actor, WarehouseId warehouse, VariantId variant, OrganisationId owner,
                            int counted, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Moves pieces of one owner between warehouses. @throws entrepot.kernel.Problem INSUFFICIENT_STOCK */
    @Requires(InventoryPermission.CHANGE)
    public void move(Actor actor, WarehouseId from, WarehouseId to, VariantId variant, OrganisationId owner,
                     int quantity, String document) {
        throw new UnsupportedOperationException();
    }
}
