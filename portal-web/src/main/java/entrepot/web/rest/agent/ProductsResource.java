package entrepot.web.rest.agent;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.Money;
import entrepot.pricing.LineRequest;
import entrepot.pricing.PricedLine;
import entrepot.pricing.Prices;
import entrepot.web.pages.frame.TenantTime;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a member may sell, at its own prices, by {@link Variants} and {@link Prices}. */
@Path("agent/v1/products")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ProductsResource {

    @Inject
    private Variants variants;
    @Inject
    private Prices prices;
    @Inject
    private CurrentActor actor;
    @Inject
    private TenantTime time;

    /**
     * A variant as the API shows it.
     *
     * @param lowest  the lowest that the member may ask its buyer
     * @param rule    which price rule won, with the numbers it calculated with
     * @param steps   from how many pieces of it in one order on each costs less; empty where there are none
     */
    public record Item(String sku, String title, String options, String category, Money retail, Money supply, Money lowest,
                       Money highest, int weightGrams, String rule, Map<String, String> numbers, List<Step> steps) {

        /** @param supply a unit, from that many on */
        public record Step(int from, Money supply) {
        }

        static Item of(Variant variant, PricedLine price) {
            return new Item(variant.sku(), variant.productTitle(), variant.optionText(), variant.category(), variant.retail(), price.supply(), price.band().lowest(),
                    price.band().highest(), variant.weightGrams(), price.rule(), price.numbers(),
                    price.steps().stream().map(step -> new Step(step.from(), step.supply())).toList());
        }
    }

    /** Active variants by SKU, {@code ?after=} the last one of the page before, {@code ?words=} part of SKU, title or barcode. */
    @GET
    public Paged<Item> list(@QueryParam("words") String words, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Math.min(Paged.limit(limit), Paged.LIMIT_MAX - 1);
        Paged<Variant> page = Paged.of(variants.search(actor.get(), words, after, rows + 1), rows, Variant::sku);
        List<PricedLine> priced = prices.quote(actor.get(), actor.get().organisation(),
                page.items().stream().map(variant -> new LineRequest(variant.id(), 1)).toList(), time.now());
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < priced.size(); i++) {
            items.add(Item.of(page.items().get(i), priced.get(i)));
        }
        return new Paged<>(items, page.next());
    }
}
