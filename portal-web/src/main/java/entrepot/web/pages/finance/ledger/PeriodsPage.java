package entrepot.web.pages.finance.ledger;

import entrepot.ledger.Periods;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The months of the books and whether they are closed. */
@Named
@RequestScoped
public class PeriodsPage {

    @Inject
    private Periods periods;
    @Inject
    private CurrentActor actor;

    private List<Periods.Month> rows;

    public void load() {
        rows = periods.list(actor.get());
    }

    public List<Periods.Month> getRows() {
        return rows;
    }
}
