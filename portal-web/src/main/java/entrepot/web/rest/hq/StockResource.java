package entrepot.web.rest.hq;

import entrepot.inventory.Movement;
import entrepot.inventory.MovementFilter;
import entrepot.inventory.MovementLine;
import entrepot.inventory.Movements;
import entrepot.inventory.Stock;
import entrepot.inventory.StockLine;
import entrepot.inventory.StockPage;
import entrepot.kernel.Problem;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;

/** What lies in all warehouses, and what came and went. */
@Path("hq/v1/stock")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class StockResource {

    @Inject
    private Stock stock;
    @Inject
    private Movements movements;
    @Inject
    private CurrentActor actor;

    /**
     * @param own      whether the pieces are the dealer's own, not headquarters'
     * @param promised pieces that may be ordered before they come; not on hand, and available
     * @param setApart pieces set apart for their quality; not on hand
     */
    public record Pile(String warehouse, String sku, String title, boolean own, int onHand, int promised, int reserved, int available,
                       int incoming, int setApart) {

        static Pile of(StockLine line) {
            return new Pile(line.warehouse().code(), line.sku(), line.title(), line.own(), line.level().there(), line.level().promised(),
                    line.level().reserved(), line.level().available(), line.incoming(), line.apart());
        }
    }

    /** @param quantity negative for pieces that went out */
    public record MovementAnswer(Instant at, String warehouse, String sku, boolean own, Movement.Reason reason, String document,
                                 int quantity, String by) {

        static MovementAnswer of(MovementLine line) {
            Movement m = line.movement();
            return new MovementAnswer(m.at(), line.warehouse().code(), line.sku(), line.own(), m.reason(), m.document(), m.quantity(), m.by());
        }
    }

    /** {@code limit} counts SKUs; all piles of a SKU stand on one page. */
    @GET
    public Paged<Pile> list(@QueryParam("warehouse") String warehouse, @QueryParam("after") String after,
                            @QueryParam("limit") Integer limit) {
        StockPage page = stock.list(actor.get(), warehouse, after, Paged.limit(limit));
        return new Paged<>(page.lines().stream().map(Pile::of).toList(), page.next());
    }

    /** The latest first; {@code document} is how the document begins. */
    @GET
    @Path("movements")
    public Paged<MovementAnswer> movements(@QueryParam("warehouse") String warehouse, @QueryParam("sku") String sku,
                                           @QueryParam("document") String document, @QueryParam("after") String after,
                                           @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(movements.list(actor.get(), new MovementFilter(warehouse, sku, null, document, null, null), number(after), rows + 1),
                rows, line -> Long.toString(line.number())).map(MovementAnswer::of);
    }

    private static Long number(String after) {
        try {
            return after == null || after.isBlank() ? null : Long.valueOf(after);
        } catch (NumberFormatException foreign) {
            throw Problem.invalid("after", after);
        }
    }
}
