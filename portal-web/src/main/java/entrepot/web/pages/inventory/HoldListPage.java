package entrepot.web.pages.inventory;

import entrepot.inventory.Pile;
import entrepot.inventory.QualityHold;
import entrepot.inventory.QualityHolds;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Paths;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/** Pieces that are set apart for their quality, and a form that sets others apart. */
@Named
@RequestScoped
public class HoldListPage extends Listing<QualityHold> {

    @Inject
    private QualityHolds holds;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String warehouse;
    private String sku;
    private boolean own;
    private Integer quantity;
    private String reason;

    public void load() {
        show(Paged.of(holds.list(actor.get(), !"all".equals(getView()), getAfter(), ROWS + 1), ROWS, QualityHold::code));
    }

    public String set() {
        QualityHold hold = holds.setApart(actor.get(), new Pile(warehouse, sku, own), quantity, reason);
        return Done.to(Paths.area(request) + "/stock/holds", "inventory.hold.made", "code", hold.code(), "n", quantity);
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

    public Integer getQuantity() {
        return quantity;
    }

    public void setQuantity(Integer quantity) {
        this.quantity = quantity;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
