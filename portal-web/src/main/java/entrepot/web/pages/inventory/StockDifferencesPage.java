package entrepot.web.pages.inventory;

import entrepot.inventory.StockDifferences;
import entrepot.platform.approval.Proposal;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** What dealers found on headquarters' piles: to headquarters all of it, to a dealer its own. */
@Named
@RequestScoped
public class StockDifferencesPage {

    private static final String ALL = "all";

    @Inject
    private StockDifferences differences;
    @Inject
    private CurrentActor actor;

    private String view;
    private List<Proposal> rows;

    public void load() {
        rows = ALL.equals(view) ? differences.list(actor.get()) : differences.waiting(actor.get());
    }

    public List<Proposal> getRows() {
        if (rows == null) {
            load();
        }
        return rows;
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
    }
}
