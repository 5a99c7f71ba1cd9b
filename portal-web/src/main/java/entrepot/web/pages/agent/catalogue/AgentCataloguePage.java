package entrepot.web.pages.agent.catalogue;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.inventory.Presales;
import entrepot.inventory.Promise;
import entrepot.kernel.VariantId;
import entrepot.pricing.LineRequest;
import entrepot.pricing.PricedLine;
import entrepot.pricing.Prices;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.TenantTime;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The variants that a member may sell, each with what it pays and why. */
@Named
@RequestScoped
public class AgentCataloguePage extends Listing<AgentCataloguePage.Row> {

    @Inject
    private Variants variants;
    @Inject
    private Prices prices;
    @Inject
    private Presales presales;
    @Inject
    private CurrentActor actor;
    @Inject
    private TenantTime time;

    private String words;

    /** A variant and its price. @param promise where it is sold before it is there; else null */
    public record Row(Variant variant, PricedLine price, Promise promise) {
    }

    public void load() {
        Paged<Variant> page = Paged.of(variants.search(actor.get(), words, getAfter(), ROWS + 1), ROWS, Variant::sku);
        List<PricedLine> priced = prices.quote(actor.get(), actor.get().organisation(),
                page.items().stream().map(variant -> new LineRequest(variant.id(), 1)).toList(), time.now());
        Map<VariantId, Promise> promises = presales.promises(actor.get(), page.items().stream().map(Variant::id).toList());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < priced.size(); i++) {
            Promise promise = promises.get(page.items().get(i).id());
            rows.add(new Row(page.items().get(i), priced.get(i), promise != null && promise.waits(1) ? promise : null));
        }
        show(new Paged<>(rows, page.next()));
    }

    public String getWords() {
        return words;
    }

    public void setWords(String words) {
        this.words = words;
    }
}
