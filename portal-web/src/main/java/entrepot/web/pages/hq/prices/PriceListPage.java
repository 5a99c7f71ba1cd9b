package entrepot.web.pages.hq.prices;

import entrepot.platform.approval.Proposal;
import entrepot.pricing.PriceChange;
import entrepot.pricing.PriceList;
import entrepot.pricing.PriceLists;
import entrepot.pricing.PricingPermission;
import entrepot.pricing.RetailPrices;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** A proposal for prices, before and after side by side: a tier's price list ({@code PRL-…}) or retail prices ({@code PRP-…}). */
@Named
@RequestScoped
public class PriceListPage {

    private static final int ROWS = 50;

    @Inject
    private PriceLists lists;
    @Inject
    private RetailPrices retailPrices;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private String reason;
    private PriceList list;
    private Proposal proposal;
    private List<PriceChange> rows;
    private List<TimelineStep> history;
    private String next;

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        String code = getCode();
        String after = getAfter();
        if (proposal != null) {
            return;
        }
        Paged<PriceChange> page;
        if (isRetail()) {
            proposal = retailPrices.get(actor.get(), code);
            page = Paged.of(retailPrices.items(actor.get(), code).stream()
                    .sorted((a, b) -> a.sku().compareTo(b.sku())).filter(row -> after == null || row.sku().compareTo(after) > 0)
                    .limit(ROWS + 1L).toList(), ROWS, PriceChange::sku);
            history = List.of();
        } else {
            list = lists.get(actor.get(), code);
            proposal = lists.proposal(actor.get(), code);
            page = Paged.of(lists.items(actor.get(), code, after, ROWS + 1), ROWS, PriceChange::sku);
            history = steps.of(lists.history(actor.get(), code), "prices.state");
        }
        rows = page.items();
        next = page.next();
    }

    public String approve() {
        String code = getCode();
        if (isRetail()) {
            retailPrices.approve(actor.get(), code);
        } else {
            lists.approve(actor.get(), code);
        }
        return Done.to("/hq/prices/detail?code=" + code, "prices.approved", "code", code);
    }

    public String reject() {
        String code = getCode();
        if (isRetail()) {
            retailPrices.reject(actor.get(), code, reason);
        } else {
            lists.reject(actor.get(), code, reason);
        }
        return Done.to("/hq/prices/detail?code=" + code, "prices.rejected", "code", code);
    }

    public boolean isRetail() {
        return getCode() != null && getCode().startsWith("PRP-");
    }

    public boolean isWaiting() {
        return getProposal().state() == Proposal.State.PROPOSED;
    }

    /** Whether this person made it, and so cannot approve it. */
    public boolean isOwn() {
        return getProposal().madeBy(actor.get());
    }

    public boolean isDecidable() {
        return isWaiting() && actor.may(PricingPermission.APPROVE) && !isOwn();
    }

    public String getCode() {
        return Paths.asked(request, "code");
    }

    public String getAfter() {
        return Paths.asked(request, "after");
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public PriceList getList() {
        load();
        return list;
    }

    public Proposal getProposal() {
        load();
        return proposal;
    }

    public List<PriceChange> getRows() {
        load();
        return rows;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }

    public String getNext() {
        load();
        return next;
    }
}
