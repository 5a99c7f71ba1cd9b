package entrepot.web.rest;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Transfer;
import entrepot.inventory.Transfers;
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

/** Transfers between warehouses, as far as whoever has one end of them may: to see them and to take them in. */
public abstract class TransferVerbs {

    @Inject
    private Transfers transfers;
    @Inject
    private CurrentActor actor;

    /** Newest first, without lines. {@code open=true}: only those that are written or on their way. */
    @GET
    public Paged<StockBodies.TransferAnswer> list(@QueryParam("open") boolean open, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(transfers.list(actor.get(), open, after, rows + 1), rows, Transfer::code).map(StockBodies.TransferAnswer::of);
    }

    /** One transfer with its lines. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, StockBodies.TransferAnswer.of(transfers.get(actor.get(), code)));
    }

    /** Takes in what arrived; as often as parcels come. What does not arrive stays on its way until headquarters explains it. */
    @POST
    @Path("{code}/receive")
    @Requires(InventoryPermission.CHANGE)
    public StockBodies.TransferAnswer receive(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key,
                                              Body<StockBodies.Arrived> body) {
        return Thing.first(() -> transfers.get(actor.get(), code), () -> {
            StockBodies.Arrived arrived = Body.required(body, "lines");
            return StockBodies.TransferAnswer.of(transfers.receive(actor.get(), code, StockBodies.pieces(arrived.lines()), arrived.remark(), key));
        });
    }
}
