package entrepot.web.pages.inventory;

import entrepot.inventory.Presale;
import entrepot.inventory.Presales;
import entrepot.inventory.Warehouse;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is sold before it is there: opened, put off, ended. */
@Named
@ViewScoped
public class PresalePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 100;

    @Inject
    private Presales presales;
    @Inject
    private StockNav stockNav;
    @Inject
    private Show show;
    @Inject
    private CurrentActor actor;

    private String view;
    private String warehouse;
    private String sku;
    private Integer quota;
    private String shipsFrom;
    private final Map<String, String> days = new HashMap<>();
    private transient List<Presale> rows;

    public void load() {
        rows = presales.list(actor.get(), !"all".equals(view), SHOWN);
    }

    public String open() {
        Presale presale = presales.open(actor.get(), warehouse, sku, quota, PurchaseListPage.day(shipsFrom));
        return Done.to("/hq/stock/presales", "inventory.presale.opened", "sku", presale.sku(), "day", show.date(presale.shipsFrom()));
    }

    public String postpone(String code) {
        Presale presale = presales.postpone(actor.get(), code, PurchaseListPage.day(days.get(code)), "");
        return Done.to("/hq/stock/presales", "inventory.presale.postponed", "sku", presale.sku(), "day", show.date(presale.shipsFrom()));
    }

    public String end(String code) {
        return Done.to("/hq/stock/presales", "inventory.presale.ended", "sku", presales.end(actor.get(), code, "").sku());
    }

    public boolean late(Presale presale) {
        return presale.late(LocalDate.ofInstant(show.getNow(), actor.tenant().zone()));
    }

    public List<Warehouse> getCentrals() {
        return stockNav.getWarehouses().stream().filter(Warehouse::central).toList();
    }

    public List<Presale> getRows() {
        if (rows == null) {
            load();
        }
        return rows;
    }

    public Map<String, String> getDays() {
        return days;
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
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

    public Integer getQuota() {
        return quota;
    }

    public void setQuota(Integer quota) {
        this.quota = quota;
    }

    public String getShipsFrom() {
        return shipsFrom;
    }

    public void setShipsFrom(String shipsFrom) {
        this.shipsFrom = shipsFrom;
    }
}
