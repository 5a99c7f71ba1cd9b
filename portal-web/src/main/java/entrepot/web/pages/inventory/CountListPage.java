package entrepot.web.pages.inventory;

import entrepot.inventory.StockCount;
import entrepot.inventory.StockCounts;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Paths;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/** Counts that run, wait or are over, and a form that starts another. */
@Named
@RequestScoped
public class CountListPage extends Listing<StockCount> {

    @Inject
    private StockCounts counts;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String warehouse;
    private boolean own;
    private String category;
    private String note;

    public void load() {
        show(Paged.of(counts.list(actor.get(), !"all".equals(getView()), getAfter(), ROWS + 1), ROWS, StockCount::code));
    }

    public String start() {
        StockCount count = counts.start(actor.get(), warehouse, own, category, note);
        return Done.to(Paths.area(request) + "/stock/counting?code=" + count.code(), "inventory.count.started", "code", count.code());
    }

    public String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    public boolean isOwn() {
        return own;
    }

    public void setOwn(boolean own) {
        this.own = own;
    }

    public String getCategory() {
        return category;
    }

    public void setCategory(String category) {
        this.category = category;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }
}
