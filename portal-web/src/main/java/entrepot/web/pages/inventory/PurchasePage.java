package entrepot.web.pages.inventory;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Purchase;
import entrepot.inventory.PurchaseState;
import entrepot.inventory.Purchases;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One purchase list: ordered, received delivery by delivery, put away. */
@Named
@ViewScoped
public class PurchasePage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Purchases purchases;
    @Inject
    private Steps steps;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String deliveryNote;
    private String explanation;
    private boolean putAwayNow = true;
    private String reason;
    private String supplier;
    private String expected;
    private String lines;
    private final Map<String, String> arrived = new HashMap<>();
    private final Map<String, String> faulty = new HashMap<>();
    private transient Purchase purchase;

    public void load() {
        purchase = purchases.get(actor.get(), code);
        supplier = purchase.supplier();
        expected = purchase.expected() == null ? "" : purchase.expected().toString();
        lines = purchase.lines().stream().map(line -> line.sku() + ' ' + line.quantity()).collect(Collectors.joining("\n"));
    }

    /** Writes a draft anew. */
    public String change() {
        purchases.rewrite(actor.get(), code, supplier, PurchaseListPage.day(expected), StockLines.read(lines));
        return done("inventory.purchase.changed");
    }

    public String order() {
        purchases.order(actor.get(), code);
        return done("inventory.purchase.ordered");
    }

    public String receive() {
        List<Purchase.Arrived> pieces = StockLines.of(arrived).stream().map(p -> new Purchase.Arrived(p.sku(), p.quantity(), bad(p.sku()))).toList();
        purchases.receive(actor.get(), code, deliveryNote, pieces, explanation, putAwayNow);
        return done("inventory.purchase.received");
    }

    private int bad(String sku) {
        String text = faulty.get(sku);
        return text == null || text.isBlank() ? 0 : StockLines.number(text.strip(), text);
    }

    public String putAway(String receipt) {
        purchases.putAway(actor.get(), code, receipt);
        return Done.to(Paths.area(request) + "/stock/purchase?code=" + code, "inventory.purchase.put-away.done", "code", receipt);
    }

    public String close() {
        purchases.close(actor.get(), code, reason);
        return done("inventory.purchase.closed");
    }

    public String cancel() {
        purchases.cancel(actor.get(), code, reason);
        return done("inventory.purchase.cancelled");
    }

    private String done(String key) {
        return Done.to(Paths.area(request) + "/stock/purchase?code=" + code, key, "code", code);
    }

    public Purchase getPurchase() {
        if (purchase == null) {
            purchase = purchases.get(actor.get(), code);
        }
        return purchase;
    }

    private boolean may(PurchaseState next) {
        return actor.may(InventoryPermission.CHANGE) && PurchaseState.TRANSITIONS.allows(getPurchase().state(), next);
    }

    /** What headquarters ordered to a dealer's house the dealer takes in, and nothing else. */
    private boolean isTheirs() {
        return actor.get().headquarters() || getPurchase().own();
    }

    public boolean isOrderable() {
        return may(PurchaseState.ORDERED) && isTheirs();
    }

    public boolean isReceivable() {
        return may(PurchaseState.RECEIVED);
    }

    /** More than was ordered a dealer takes of its own; of headquarters' goods it takes two persons, elsewhere. */
    public boolean isMoreTakeable() {
        return isReceivable() && !actor.get().headquarters() && getPurchase().own();
    }

    public boolean isClosable() {
        return may(PurchaseState.CLOSED) && isTheirs();
    }

    public boolean isCancellable() {
        return may(PurchaseState.CANCELLED) && isTheirs();
    }

    public boolean isMayChange() {
        return actor.may(InventoryPermission.CHANGE);
    }

    public List<TimelineStep> getHistory() {
        return steps.of(purchases.history(actor.get(), code), "inventory.purchase.state");
    }

    public Map<String, String> getArrived() {
        return arrived;
    }

    public Map<String, String> getFaulty() {
        return faulty;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getDeliveryNote() {
        return deliveryNote;
    }

    public void setDeliveryNote(String deliveryNote) {
        this.deliveryNote = deliveryNote;
    }

    public String getExplanation() {
        return explanation;
    }

    public void setExplanation(String explanation) {
        this.explanation = explanation;
    }

    public boolean isPutAwayNow() {
        return putAwayNow;
    }

    public void setPutAwayNow(boolean putAwayNow) {
        this.putAwayNow = putAwayNow;
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

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
