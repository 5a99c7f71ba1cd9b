package entrepot.web.pages.inventory;

import entrepot.inventory.StockDifferences;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** What people found on headquarters' piles: to headquarters all of it, to a dealer its own. */
@Named
@RequestScoped
public class StockDifferencesPage extends Listing<Proposal> {

    private static final String ALL = "all";

    @Inject
    private StockDifferences differences;
    @Inject
    private CurrentActor actor;

    public void load() {
        show(Paged.of(differences.list(actor.get(), !ALL.equals(getView()), getAfter(), ROWS + 1), ROWS, Proposal::code));
    }
}
