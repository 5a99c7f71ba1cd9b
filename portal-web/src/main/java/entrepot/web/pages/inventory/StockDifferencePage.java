package entrepot.web.pages.inventory;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.StockDifferences;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/** A difference that a dealer found, for headquarters to confirm or reject. */
@Named
@RequestScoped
public class StockDifferencePage {

    @Inject
    private StockDifferences differences;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String reason;
    private Proposal proposal;

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        if (proposal == null) {
            proposal = differences.get(actor.get(), getCode());
        }
    }

    public String confirm() {
        String code = getCode();
        differences.confirm(actor.get(), code);
        return Done.to("/hq/stock/difference?code=" + code, "inventory.difference.confirmed", "code", code);
    }

    public String reject() {
        String code = getCode();
        differences.reject(actor.get(), code, reason);
        return Done.to("/hq/stock/difference?code=" + code, "inventory.difference.rejected", "code", code);
    }

    public boolean isDecidable() {
        return getProposal().state() == Proposal.State.PROPOSED && actor.may(InventoryPermission.CONFIRM)
                && !getProposal().madeBy(actor.get());
    }

    public Proposal getProposal() {
        load();
        return proposal;
    }

    public String getCode() {
        return request.getParameter("code");
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
