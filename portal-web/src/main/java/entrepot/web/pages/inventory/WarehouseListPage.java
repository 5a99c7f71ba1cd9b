package entrepot.web.pages.inventory;

import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.web.pages.routing.Maps;
import entrepot.web.pages.routing.MapPicture;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;

/** All warehouses, on a map and as a list. */
@Named
@RequestScoped
public class WarehouseListPage {

    @Inject
    private Warehouses warehouses;
    @Inject
    private CurrentActor actor;

    private List<Row> rows;
    private MapPicture map;

    /** @param no its number on the map */
    public record Row(int no, Warehouse warehouse) {
    }

    public void load() {
        rows = new ArrayList<>();
        List<MapPicture.Thing> things = new ArrayList<>();
        for (Warehouse warehouse : warehouses.list(actor.get())) {
            rows.add(new Row(rows.size() + 1, warehouse));
            things.add(new MapPicture.Thing(warehouse.point(), Integer.toString(rows.size()),
                    !warehouse.active() ? "idle" : warehouse.central() ? "central" : "candidate"));
        }
        map = Maps.of(things, actor.tenant().country());
    }

    public List<Row> getRows() {
        return rows;
    }

    public MapPicture getMap() {
        return map;
    }
}
