package entrepot.web.rest;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Pile;
import entrepot.inventory.QualityHold;
import entrepot.inventory.QualityHolds;
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

/** Pieces set apart for their quality: back to the pile, or written off; of headquarters' goods a second person agrees to that. */
public abstract class QualityHoldVerbs {

    @Inject
    private QualityHolds holds;
    @Inject
    private CurrentActor actor;

    /** Newest first. {@code open=true}: only those that still wait. */
    @GET
    public Paged<StockBodies.HoldAnswer> list(@QueryParam("open") boolean open, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(holds.list(actor.get(), open, after, rows + 1), rows, QualityHold::code).map(StockBodies.HoldAnswer::of);
    }

    /** One of them. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, StockBodies.HoldAnswer.of(holds.get(actor.get(), code)));
    }

    /** Takes free pieces out of a pile. */
    @POST
    @Requires(InventoryPermission.CHANGE)
    public Response setApart(@HeaderParam(IdempotencyKey.HEADER) String key, Body<StockBodies.NewHold> body, @Context UriInfo uri) {
        StockBodies.NewHold asked = Body.required(body, "sku");
        QualityHold kept = holds.setApart(actor.get(), new Pile(StockBodies.named("warehouse", asked.warehouse()), StockBodies.named("sku", asked.sku()),
                Boolean.TRUE.equals(asked.own())), StockBodies.number(asked.quantity()), asked.reason(), key);
        return Response.created(URI.create(uri.getPath() + "/" + kept.code())).entity(StockBodies.HoldAnswer.of(kept)).build();
    }

    /** They are good after all: back to the pile. A second time is refused, so it needs no key. */
    @POST
    @Path("{code}/release")
    @Requires(InventoryPermission.CHANGE)
    public StockBodies.HoldAnswer release(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> holds.get(actor.get(), code),
                () -> StockBodies.HoldAnswer.of(holds.release(actor.get(), code, Reason.required(body))));
    }

    /** They are lost: a dealer's own are written off, headquarters' are proposed to be. */
    @POST
    @Path("{code}/write-off")
    @Requires(InventoryPermission.CHANGE)
    public StockBodies.HoldAnswer writeOff(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> holds.get(actor.get(), code),
                () -> StockBodies.HoldAnswer.of(holds.writeOff(actor.get(), code, Reason.required(body))));
    }
}
