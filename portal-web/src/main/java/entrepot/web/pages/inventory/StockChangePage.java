package entrepot.web.pages.inventory;

import entrepot.inventory.Movement;
import entrepot.inventory.Pile;
import entrepot.inventory.ShelfPlaces;
import entrepot.inventory.Stock;
import entrepot.inventory.StockDifferences;
import entrepot.inventory.StockLevel;
import entrepot.inventory.StockLine;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.List;

/** Pieces counted in, counted over, or moved. */
@Named
@ViewScoped
public class StockChangePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MOVEMENTS = 40;

    @Inject
    private Stock stock;
    @Inject
    private StockDifferences differences;
    @Inject
    private ShelfPlaces places;
    @Inject
    private Warehouses warehouses;
    @Inject
    private HttpServletRequest request;
    @Inject
    private CurrentActor actor;

    private String warehouse;
    private String sku;
    private boolean own;
    private String to;
    private Integer quantity;
    private String document;
    private String shelf;
    private transient StockLine line;
    private transient List<Movement> movements;

    /** What lies there now, and what came and went: where the address names a pile. */
    public void load() {
        if (sku != null && !sku.isBlank() && warehouse != null && !warehouse.isBlank()) {
            line = stock.level(actor.get(), pile());
            shelf = places.of(actor.get(), warehouse, sku);
            movements = stock.movements(actor.get(), line.warehouse().id(), line.level().variant(), MOVEMENTS).stream()
                    .filter(m -> m.owner().equals(line.level().owner())).toList();
        }
    }

    private Pile pile() {
        return new Pile(warehouse, sku, own);
    }

    /** A dealer's own pile is set to what was counted; headquarters' is for headquarters to confirm. */
    public String count() {
        if (!own) {
            return differences.propose(actor.get(), pile(), quantity, document)
                    .map(code -> Done.to("/dealer/stock/list?warehouse=" + warehouse, "inventory.proposed", "sku", sku, "code", code))
                    .orElseGet(() -> Done.to("/dealer/stock/list?warehouse=" + warehouse, "inventory.counted", "sku", sku, "n", quantity));
        }
        StockLevel counted = stock.count(actor.get(), pile(), quantity, document);
        return Done.to("/dealer/stock/list?warehouse=" + warehouse, "inventory.counted", "sku", sku, "n", counted.onHand());
    }

    /** What came with no purchase behind it, for a second person to confirm. */
    public String receive() {
        String code = differences.receive(actor.get(), pile(), quantity, document);
        return Done.to("/hq/stock/difference?code=" + code, "inventory.received", "sku", sku, "n", quantity, "code", code);
    }

    public String move() {
        stock.move(actor.get(), pile(), to, quantity, document);
        return Done.to("/hq/stock/list?warehouse=" + to, "inventory.moved", "sku", sku, "n", quantity);
    }

    /** Where it lies, for the pick list. */
    public String place() {
        places.set(actor.get(), warehouse, sku, shelf);
        return Done.to(Paths.area(request) + "/stock/list?warehouse=" + warehouse, "inventory.shelf.said", "sku", sku);
    }

    public String getShelf() {
        return shelf;
    }

    public void setShelf(String shelf) {
        this.shelf = shelf;
    }

    public List<Warehouse> getWarehouses() {
        return warehouses.list(actor.get());
    }

    public StockLine getLine() {
        return line;
    }

    public List<Movement> getMovements() {
        return movements;
    }

    public String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    public String getSku() {
        return sku;
    }

    public void setSku(String sku) {
        this.sku = sku;
    }

    public boolean isOwn() {
        return own;
    }

    public void setOwn(boolean own) {
        this.own = own;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public Integer getQuantity() {
        return quantity;
    }

    public void setQuantity(Integer quantity) {
        this.quantity = quantity;
    }

    public String getDocument() {
        return document;
    }

    public void setDocument(String document) {
        this.document = document;
    }
}
