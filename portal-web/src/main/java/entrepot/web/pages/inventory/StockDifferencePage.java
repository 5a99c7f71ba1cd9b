package entrepot.web.pages.inventory;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.StockDifferences;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;

/** A difference that a dealer found, for headquarters to confirm or reject. */
@Named
@RequestScoped
public class StockDifferencePage {

    private static final int ROWS = 100;

    @Inject
    private StockDifferences differences;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String reason;
    private String after;
    private Proposal proposal;
    private Paged<StockDifferences.Line> lines;

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        if (proposal == null) {
            proposal = differences.get(actor.get(), getCode());
            lines = Paged.of(differences.lines(actor.get(), getCode()).stream().sorted(Comparator.comparing(StockDifferences.Line::sku))
                    .filter(line -> after == null || line.sku().compareTo(after) > 0).limit(ROWS + 1L).toList(), ROWS, StockDifferences.Line::sku);
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

    /** The piles of a file; a single pile stands in the effect already. */
    public List<StockDifferences.Line> getLines() {
        load();
        return isFile() ? lines.items() : List.of();
    }

    public boolean isFile() {
        return getProposal().effect().get(0).name().equals("stock.differing");
    }

    public String getNext() {
        load();
        return lines.next();
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
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
