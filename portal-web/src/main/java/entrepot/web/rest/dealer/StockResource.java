package entrepot.web.rest.dealer;

import entrepot.inventory.Stock;
import entrepot.inventory.StockLine;
import entrepot.inventory.StockPage;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** What lies in a dealer's warehouses. */
@Path("dealer/v1/stock")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class StockResource {

    @Inject
    private Stock stock;
    @Inject
    private CurrentActor actor;

    /** @param own whether the pieces are the dealer's own, not headquarters' */
    public record Pile(String warehouse, String sku, String title, boolean own, int onHand, int reserved, int available) {

        static Pile of(StockLine line) {
            return new Pile(line.warehouse().code(), line.sku(), line.title(), line.own(), line.level().onHand(),
                    line.level().reserved(), line.level().available());
        }
    }

    /** {@code limit} counts SKUs; all piles of a SKU stand on one page. */
    @GET
    public Paged<Pile> list(@QueryParam("warehouse") String warehouse, @QueryParam("after") String after,
                            @QueryParam("limit") Integer limit) {
        StockPage page = stock.list(actor.get(), warehouse, after, Paged.limit(limit));
        return new Paged<>(page.lines().stream().map(Pile::of).toList(), page.next());
    }
}
