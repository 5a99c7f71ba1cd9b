package entrepot.web.pages.hq.prices;

import entrepot.network.Tier;
import entrepot.network.Tiers;
import entrepot.platform.approval.Proposal;
import entrepot.pricing.PriceList;
import entrepot.pricing.PriceLists;
import entrepot.pricing.RetailPrices;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Price lists of all tiers, and changes of retail prices. */
@Named
@RequestScoped
public class PriceListsPage {

    private static final int ROWS = 50;

    @Inject
    private PriceLists lists;
    @Inject
    private RetailPrices retailPrices;
    @Inject
    private Tiers tiers;
    @Inject
    private CurrentActor actor;

    private String view;
    private List<Row> rows;
    private Map<String, String> inForce;
    private boolean cut;

    /**
     * A list or a change of retail prices.
     *
     * @param tier  null for retail prices
     * @param title the file or the SKU that a change of retail prices is about; empty for lists
     * @param now   whether it is the list in force
     */
    public record Row(String code, String tier, String title, String state, Instant from, Integer items, boolean now) {
    }

    public void load() {
        inForce = tiers.all(actor.get()).stream().map(Tier::code)
                .filter(tier -> lists.inForce(actor.get(), tier) != null)
                .collect(Collectors.toMap(tier -> tier, tier -> lists.inForce(actor.get(), tier).code()));
        List<Row> all = new ArrayList<>();
        for (PriceList list : lists.list(actor.get())) {
            all.add(new Row(list.code(), list.tier(), "", list.state().name(), list.validFrom(), list.items(),
                    inForce.containsValue(list.code())));
        }
        for (Proposal proposal : retailPrices.list(actor.get(), "PROPOSED".equals(view))) {
            all.add(new Row(proposal.code(), null, proposal.title(), proposal.state().name(), proposal.proposedAt(), null, false));
        }
        List<Row> meant = all.stream()
                .filter(row -> view == null || view.equals("RETAIL") && row.tier() == null || view.equals(row.state()))
                .sorted((a, b) -> b.from().compareTo(a.from())).toList();
        rows = meant.stream().limit(ROWS).toList();
        cut = meant.size() > ROWS;
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
    }

    /** Whether there are more than the page shows. */
    public boolean isCut() {
        return cut;
    }

    public List<Row> getRows() {
        return rows;
    }
}
