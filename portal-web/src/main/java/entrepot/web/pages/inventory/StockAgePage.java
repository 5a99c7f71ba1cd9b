package entrepot.web.pages.inventory;

import entrepot.inventory.Stock;
import entrepot.inventory.StockAlarms;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** How old dealers' word about their stock is; a dealer confirms its own. */
@Named
@RequestScoped
public class StockAgePage {

    @Inject
    private StockAlarms alarms;
    @Inject
    private Stock stock;
    @Inject
    private PageTexts msg;
    @Inject
    private Show show;
    @Inject
    private CurrentActor actor;

    private List<StockAlarms.Age> rows;

    public void load() {
        rows = alarms.ages(actor.get());
    }

    public String confirm() {
        stock.confirm(actor.get(), null);
        return Done.to("/dealer/stock/list", "inventory.confirm-all.done");
    }

    public List<StockAlarms.Age> getRows() {
        if (rows == null) {
            load();
        }
        return rows;
    }

    /** What that means for a dealer. */
    public String getNote() {
        return msg.text("inventory.age.note." + getOldest().freshness(), "when", show.ago(getOldest().confirmedAt()));
    }

    /** A dealer's oldest; null where it has no warehouse. */
    public StockAlarms.Age getOldest() {
        return getRows().isEmpty() ? null : getRows().get(0);
    }
}
