package entrepot.inventory;

import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The warehouses of the tenant; a member sees its own. */
@ApplicationScoped
@UseCases
public class Warehouses {

    /** @throws entrepot.kernel.Problem PLACE_UNKNOWN if neither a point nor a known place is given */
    @Requires(InventoryPermission.WAREHOUSES)
    public Warehouse open(Actor actor, OpenWarehouse command) {
        throw new UnsupportedOperationException();
    }

    /** By name; at most 500. */
    @Requires(InventoryPermission.VIEW)
    public List<Warehouse> list(Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Requires(InventoryPermission.VIEW)
    public Warehouse get(Actor actor, WarehouseId id) {
        throw new UnsupportedOperationException();
    }

    @Requires(InventoryPermission.VIEW)
    public Warehouse byCode(Actor actor, String code) {
        throw new UnsupportedOperationException();
    }
}
