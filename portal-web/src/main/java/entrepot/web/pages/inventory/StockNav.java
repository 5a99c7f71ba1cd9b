package entrepot.web.pages.inventory;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;

/** The pages about stock of an area, as tabs, and whose warehouses they are about. */
@Named
@RequestScoped
public class StockNav {

    @Inject
    private Warehouses warehouses;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private List<Warehouse> all;

    /** @param title key of the words; {@code here} for the page that is shown */
    public record Tab(String href, String title, boolean here) {
    }

    public List<Tab> getTabs() {
        List<Tab> tabs = new ArrayList<>();
        add(tabs, "list", "inventory.stock");
        add(tabs, "alarms", "inventory.alarms");
        add(tabs, "counts", "inventory.counts");
        add(tabs, "transfers", "inventory.transfers");
        add(tabs, "purchases", "inventory.purchases");
        if (!isHq()) {
            add(tabs, "uploads", "inventory.uploads");
        }
        add(tabs, "holds", "inventory.holds");
        if (isHq() && actor.may(InventoryPermission.CONFIRM)) {
            add(tabs, "presales", "inventory.presales");
        }
        if (isHq()) {
            add(tabs, "ages", "inventory.ages");
        }
        add(tabs, "movements", "inventory.movements.title");
        return tabs;
    }

    private void add(List<Tab> tabs, String page, String title) {
        String href = getArea() + "/stock/" + page;
        tabs.add(new Tab(href, title, Paths.ofPage(request).equals(request.getContextPath() + href)));
    }

    /** {@code /hq} or {@code /dealer}. */
    public String getArea() {
        return Paths.area(request);
    }

    public boolean isHq() {
        return getArea().equals("/hq");
    }

    public boolean isMayChange() {
        return actor.may(InventoryPermission.CHANGE);
    }

    public boolean isMayConfirm() {
        return actor.may(InventoryPermission.CONFIRM);
    }

    public List<Warehouse> getWarehouses() {
        if (all == null) {
            all = warehouses.list(actor.get());
        }
        return all;
    }
}
