package entrepot.web.rest;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.StockCount;
import entrepot.inventory.StockCounts;
import entrepot.platform.access.Requires;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Counting lists. What a dealer finds on its own goods is booked; on headquarters' a second person of headquarters confirms it. */
public abstract class StockCountVerbs {

    @Inject
    private StockCounts counts;
    @Inject
    private CurrentActor actor;

    /** Newest first, without lines. {@code open=true}: only those that run or wait for the second person. */
    @GET
    public Paged<StockBodies.CountAnswer> list(@QueryParam("open") boolean open, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(counts.list(actor.get(), open, after, rows + 1), rows, StockCount::code).map(StockBodies.CountAnswer::of);
    }

    /** One count with its lines. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, StockBodies.CountAnswer.of(counts.get(actor.get(), code)));
    }

    /** Starts a list of what lies in a warehouse. */
    @POST
    @Requires(InventoryPermission.CHANGE)
    public Response start(@HeaderParam(IdempotencyKey.HEADER) String key, Body<StockBodies.NewCount> body, @Context UriInfo uri) {
        StockBodies.NewCount asked = Body.required(body, "warehouse");
        StockCount started = counts.start(actor.get(), StockBodies.named("warehouse", asked.warehouse()), Boolean.TRUE.equals(asked.own()),
                asked.category(), asked.note(), key);
        return Response.created(URI.create(uri.getPath() + "/" + started.code())).entity(StockBodies.CountAnswer.of(started)).build();
    }

    /** Notes how many there are; what was noted before is written anew, so it needs no key. */
    @POST
    @Path("{code}/lines")
    @Requires(InventoryPermission.CHANGE)
    public StockBodies.CountAnswer note(@PathParam("code") String code, Body<StockBodies.Lines> body) {
        return Thing.first(() -> counts.get(actor.get(), code), () -> StockBodies.CountAnswer.of(
                counts.setAll(actor.get(), code, StockBodies.pieces(Body.required(body, "lines").lines()))));
    }

    /** Ends the counting; a second time is refused. Differences are worth their retail price. */
    @POST
    @Path("{code}/finish")
    @Requires(InventoryPermission.CHANGE)
    public StockBodies.CountAnswer finish(@PathParam("code") String code, Body<StockBodies.Finish> body) {
        return Thing.first(() -> counts.get(actor.get(), code), () -> StockBodies.CountAnswer.of(
                counts.finish(actor.get(), code, Boolean.TRUE.equals(Body.required(body, "restIsZero").restIsZero()))));
    }

    /** Ends it; nothing is booked. */
    @POST
    @Path("{code}/cancel")
    @Requires(InventoryPermission.CHANGE)
    public StockBodies.CountAnswer cancel(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> counts.get(actor.get(), code),
                () -> StockBodies.CountAnswer.of(counts.cancel(actor.get(), code, Reason.required(body))));
    }
}
