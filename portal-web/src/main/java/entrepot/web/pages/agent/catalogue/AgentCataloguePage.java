package entrepot.web.pages.agent.catalogue;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.pricing.LineRequest;
import entrepot.pricing.PricedLine;
import entrepot.pricing.Prices;
import entrepot.web.pages.frame.TenantTime;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;

/** The variants that a member may sell, each with what it pays and why. */
@Named
@RequestScoped
public class AgentCataloguePage {

    private static final int ROWS = 50;

    @Inject
    private Variants variants;
    @Inject
    private Prices prices;
    @Inject
    private CurrentActor actor;
    @Inject
    private TenantTime time;

    private String words;
    private String after;
    private List<Row> rows;
    private String next;

    /** A variant and its price. */
    public record Row(Variant variant, PricedLine price) {
    }

    public void load() {
        Paged<Variant> page = Paged.of(variants.search(actor.get(), words, after, ROWS + 1), ROWS, Variant::sku);
        List<PricedLine> priced = prices.quote(actor.get(), actor.get().organisation(),
                page.items().stream().map(variant -> new LineRequest(variant.id(), 1)).toList(), time.now());
        rows = new ArrayList<>();
        for (int i = 0; i < priced.size(); i++) {
            rows.add(new Row(page.items().get(i), priced.get(i)));
        }
        next = page.next();
    }

    public String getWords() {
        return words;
    }

    public void setWords(String words) {
        this.words = words;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public List<Row> getRows() {
        return rows;
    }

    public String getNext() {
        return next;
    }
}
