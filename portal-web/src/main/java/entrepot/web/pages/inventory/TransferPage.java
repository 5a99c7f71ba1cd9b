package entrepot.web.pages.inventory;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Pieces;
import entrepot.inventory.Transfer;
import entrepot.inventory.TransferState;
import entrepot.inventory.Transfers;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposal;
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

/** One transfer: sent on one side, confirmed on the other, and what is missing explained. */
@Named
@ViewScoped
public class TransferPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Transfers transfers;
    @Inject
    private Steps steps;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String remark;
    private String sku;
    private Integer quantity;
    private boolean back;
    private final Map<String, String> arrived = new HashMap<>();
    private transient Transfer transfer;

    public void load() {
        transfer = transfers.get(actor.get(), code);
    }

    public String send() {
        transfers.send(actor.get(), code);
        return done("inventory.transfer.sent");
    }

    public String cancel() {
        transfers.cancel(actor.get(), code, "");
        return done("inventory.transfer.cancelled");
    }

    public String receiveAll() {
        transfers.receive(actor.get(), code, List.of(), remark);
        return done("inventory.transfer.received");
    }

    public String receive() {
        transfers.receive(actor.get(), code, filled(), remark);
        return done("inventory.transfer.received");
    }

    /** Nothing filled in means nothing, not everything: the other button is for that. */
    private List<Pieces> filled() {
        List<Pieces> pieces = StockLines.of(arrived);
        return pieces.isEmpty() ? List.of(new Pieces(getTransfer().lines().get(0).sku(), 0)) : pieces;
    }

    public String explain() {
        transfers.explain(actor.get(), code, new Pieces(sku, quantity), back, remark);
        return done(getTransfer().own() && !actor.get().headquarters() ? "inventory.transfer.explained" : "inventory.transfer.proposed");
    }

    public String confirm(String proposal) {
        transfers.confirm(actor.get(), proposal);
        return done("inventory.transfer.confirmed");
    }

    public String reject(String proposal) {
        transfers.reject(actor.get(), proposal, remark);
        return done("inventory.transfer.rejected");
    }

    /** What somebody said about missing pieces, and a second person has not confirmed. */
    public List<Proposal> getExplanations() {
        return transfers.explanations(actor.get(), getTransfer().code());
    }

    public boolean own(Proposal proposal) {
        return proposal.madeBy(actor.get());
    }

    public boolean decidable(Proposal proposal) {
        return actor.may(InventoryPermission.CONFIRM) && !own(proposal);
    }

    private String done(String key) {
        return Done.to(Paths.area(request) + "/stock/transfer?code=" + code, key, "code", code);
    }

    public Transfer getTransfer() {
        if (transfer == null) {
            load();
        }
        return transfer;
    }

    private boolean changes() {
        return actor.may(InventoryPermission.CHANGE);
    }

    /** Whether the actor may send it or throw it away. */
    public boolean isDraft() {
        return changes() && getTransfer().state() == TransferState.DRAFT && (actor.get().headquarters() || getTransfer().own());
    }

    private boolean onItsWay() {
        return getTransfer().state() == TransferState.SENT || getTransfer().state() == TransferState.PARTLY_RECEIVED;
    }

    /** Whether it is on its way to the actor. */
    public boolean isArriving() {
        Actor who = actor.get();
        return changes() && onItsWay() && who.sees(getTransfer().to().owner());
    }

    /** Whether the actor may say what became of what is missing. */
    public boolean isExplainable() {
        return changes() && onItsWay() && (actor.get().headquarters() || getTransfer().own());
    }

    public List<Transfer.Line> getMissing() {
        return getTransfer().lines().stream().filter(l -> l.missing() > 0).toList();
    }

    public List<TimelineStep> getHistory() {
        return steps.of(transfers.history(actor.get(), code), "inventory.transfer.state");
    }

    public Map<String, String> getArrived() {
        return arrived;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getRemark() {
        return remark;
    }

    public void setRemark(String remark) {
        this.remark = remark;
    }

    public String getSku() {
        return sku;
    }

    public void setSku(String sku) {
        this.sku = sku;
    }

    public Integer getQuantity() {
        return quantity;
    }

    public void setQuantity(Integer quantity) {
        this.quantity = quantity;
    }

    public boolean isBack() {
        return back;
    }

    public void setBack(boolean back) {
        this.back = back;
    }
}
