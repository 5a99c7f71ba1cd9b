package entrepot.web.pages.inventory;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.inventory.Stock;
import entrepot.inventory.StockLine;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** What lies in the warehouses: of a dealer its own, of headquarters all. */
@Named
@RequestScoped
public class StockListPage {

    private static final int VARIANTS = 20;

    @Inject
    private Stock stock;
    @Inject
    private Warehouses warehouses;
    @Inject
    private Variants variants;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String warehouse;
    private String after;
    private String next;
    private List<Warehouse> all;
    private List<StockLine> rows;

    public void load() {
        Actor who = actor.get();
        all = warehouses.list(who);
        WarehouseId one = warehouse == null || warehouse.isBlank() ? null : warehouses.byCode(who, warehouse).id();
        List<StockLine> read = stock.list(who, one, after(who), VARIANTS + 1);
        List<VariantId> seen = read.stream().map(line -> line.level().variant()).distinct().toList();
        if (seen.size() > VARIANTS) {
            VariantId more = seen.get(VARIANTS);
            rows = read.stream().filter(line -> !line.level().variant().equals(more)).toList();
            next = rows.get(rows.size() - 1).sku();
        } else {
            rows = read;
        }
    }

    /** Pages go on after a SKU, for inner ids stay inside. */
    private VariantId after(Actor who) {
        if (after == null || after.isBlank()) {
            return null;
        }
        Variant variant = variants.bySkus(who, List.of(after)).get(after);
        return variant == null ? null : variant.id();
    }

    /** {@code /hq} or {@code /dealer}. */
    public String getArea() {
        return Paths.ofPage(request).substring(request.getContextPath().length()).startsWith("/hq/") ? "/hq" : "/dealer";
    }

    public List<Warehouse> getWarehouses() {
        return all;
    }

    public List<StockLine> getRows() {
        return rows;
    }

    public String getNext() {
        return next;
    }

    public String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }
}
