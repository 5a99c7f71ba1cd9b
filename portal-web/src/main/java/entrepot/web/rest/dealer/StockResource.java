package entrepot.web.rest.dealer;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Stock;
import entrepot.inventory.StockLine;
import entrepot.inventory.StockPage;
import entrepot.inventory.StockUpload;
import entrepot.inventory.StockUploads;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What lies in a dealer's warehouses, as it is and as the dealer says. */
@Path("dealer/v1/stock")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class StockResource {

    @Inject
    private Stock stock;
    @Inject
    private StockUploads uploads;
    @Inject
    private CurrentActor actor;

    /**
     * @param own         whether the pieces are the dealer's own, not headquarters'
     * @param onHand      pieces that lie there
     * @param incoming    pieces on their way
     * @param setApart    pieces set apart for their quality; not on hand
     * @param confirmedAt when the dealer last confirmed this pile; absent for never
     */
    public record Pile(String warehouse, String sku, String title, boolean own, int onHand, int reserved, int available, int incoming,
                       int setApart, Instant confirmedAt) {

        static Pile of(StockLine line) {
            return new Pile(line.warehouse().code(), line.sku(), line.title(), line.own(), line.level().there(),
                    line.level().reserved(), line.level().available(), line.incoming(), line.apart(), line.level().confirmedAt());
        }
    }

    /**
     * @param warehouse may be absent where there is one only
     * @param mode      {@code EACH_ROW} (unless told) or {@code ALL_OR_NOTHING}
     * @param lines     1,000 at most
     */
    public record Said(String warehouse, StockUpload.Mode mode, List<SaidLine> lines) {
    }

    /** @param own absent for the dealer's own goods; false for headquarters', whose differences are proposed */
    public record SaidLine(String sku, Integer quantity, Boolean own) {
    }

    /** @param code of the document under which it was booked */
    public record Result(String code, String warehouse, int taken, int leftOut, List<ResultLine> lines) {

        static Result of(StockUpload upload) {
            return new Result(upload.code(), upload.warehouse().code(), upload.taken(), upload.leftOut(), upload.rows().stream()
                    .map(r -> new ResultLine(r.number(), r.sku(), r.quantity(), r.own(), r.outcome(), r.why(), r.before(), r.proposal())).toList());
        }
    }

    /** @param line its place in the request, from 1 */
    public record ResultLine(long line, String sku, String quantity, boolean own, StockUpload.Outcome outcome, StockUpload.Why why,
                             Integer before, String proposal) {
    }

    /** {@code limit} counts SKUs; all piles of a SKU stand on one page. */
    @GET
    public Paged<Pile> list(@QueryParam("warehouse") String warehouse, @QueryParam("after") String after,
                            @QueryParam("limit") Integer limit) {
        StockPage page = stock.list(actor.get(), warehouse, after, Paged.limit(limit));
        return new Paged<>(page.lines().stream().map(Pile::of).toList(), page.next());
    }

    /** Says how many pieces lie there; the same key and body answer the same. */
    @POST
    @Requires(InventoryPermission.CHANGE)
    public Result say(@HeaderParam(IdempotencyKey.HEADER) String key, Body<Said> body) {
        Said said = Body.required(body, "lines");
        List<SaidLine> lines = Body.each("lines", said.lines());
        return Result.of(uploads.say(actor.get(), said.warehouse(), IntStream.range(0, lines.size()).mapToObj(i ->
                new StockUploads.Said(i + 1L, lines.get(i).sku(), lines.get(i).quantity() == null ? "" : lines.get(i).quantity().toString(),
                        Boolean.FALSE.equals(lines.get(i).own()) ? "consigned" : "own")).toList(),
                said.mode() == null ? StockUpload.Mode.EACH_ROW : said.mode(), key));
    }

    /** The same, for clients that rather put what is absolute. */
    @PUT
    @Requires(InventoryPermission.CHANGE)
    public Result put(@HeaderParam(IdempotencyKey.HEADER) String key, Body<Said> body) {
        return say(key, body);
    }

    /** All of it is as the books say. 204; may be said as often as one likes. {@code warehouse}: all of one's own where absent. */
    @POST
    @Path("confirm")
    public void confirm(@QueryParam("warehouse") String warehouse) {
        stock.confirm(actor.get(), warehouse);
    }
}
