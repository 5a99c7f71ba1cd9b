package entrepot.web.pages.inventory;

import entrepot.inventory.Stock;
import entrepot.inventory.StockLine;
import entrepot.inventory.StockPage;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
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

    private static final int ROWS = 50;
    private static final int VARIANTS_MIN = 5;

    @Inject
    private Stock stock;
    @Inject
    private Warehouses warehouses;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String warehouse;
    private String words;
    private String after;
    private String next;
    private List<Warehouse> all;
    private List<StockLine> rows;

    public void load() {
        Actor who = actor.get();
        all = warehouses.list(who);
        if (words != null && !words.isBlank()) {
            rows = stock.find(who, warehouse, words.strip());
            return;
        }
        boolean one = warehouse != null && !warehouse.isBlank();
        // a variant's lines stand together: the more warehouses, the fewer variants on a page
        int variants = one ? ROWS : Math.max(VARIANTS_MIN, ROWS / Math.max(1, all.size()));
        StockPage page = stock.list(who, warehouse, after, variants);
        rows = page.lines();
        next = page.next();
    }

    /** {@code /hq} or {@code /dealer}. */
    public String getArea() {
        return Paths.area(request);
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

    /** What is looked for: a part of a SKU or a name; empty for all. */
    public String getWords() {
        return words;
    }

    public void setWords(String words) {
        this.words = words;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }
}
