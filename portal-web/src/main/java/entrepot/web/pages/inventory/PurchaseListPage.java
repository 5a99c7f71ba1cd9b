package entrepot.web.pages.inventory;

import entrepot.inventory.Purchase;
import entrepot.inventory.Purchases;
import entrepot.inventory.Warehouse;
import entrepot.kernel.Problem;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Paths;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Purchase lists, and a form that writes another. */
@Named
@RequestScoped
public class PurchaseListPage extends Listing<Purchase> {

    @Inject
    private Purchases purchases;
    @Inject
    private StockNav stockNav;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String warehouse;
    private String supplier;
    private String expected;
    private String lines;

    public void load() {
        show(Paged.of(purchases.list(actor.get(), !"all".equals(getView()), getAfter(), ROWS + 1), ROWS, Purchase::code));
    }

    public String write() {
        Purchase purchase = purchases.draft(actor.get(), warehouse, supplier, day(expected), StockLines.read(lines), "");
        return Done.to(Paths.area(request) + "/stock/purchase?code=" + purchase.code(), "inventory.purchase.written", "code", purchase.code());
    }

    static LocalDate day(String text) {
        try {
            return text == null || text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException unreadable) {
            throw Problem.invalid("date", text);
        }
    }

    /** Where goods are bought to: headquarters to the central ones, a dealer to its own. */
    public List<Warehouse> getHouses() {
        return stockNav.getWarehouses().stream().filter(w -> w.central() || !stockNav.isHq()).toList();
    }

    public String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    public String getSupplier() {
        return supplier;
    }

    public void setSupplier(String supplier) {
        this.supplier = supplier;
    }

    public String getExpected() {
        return expected;
    }

    public void setExpected(String expected) {
        this.expected = expected;
    }

    public String getLines() {
        return lines;
    }

    public void setLines(String lines) {
        this.lines = lines;
    }
}
