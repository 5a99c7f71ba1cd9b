package entrepot.web.rest.hq;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Transfer;
import entrepot.inventory.Transfers;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.Reason;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.StockBodies;
import entrepot.web.rest.Thing;
import entrepot.web.rest.TransferVerbs;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Transfers of headquarters' goods between all warehouses. */
@Path("hq/v1/transfers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class TransfersResource extends TransferVerbs {

    @Inject
    private Transfers transfers;
    @Inject
    private CurrentActor actor;

    /** Writes a transfer; nothing moves until it is sent. */
    @POST
    @Requires(InventoryPermission.CHANGE)
    public Response draft(@HeaderParam(IdempotencyKey.HEADER) String key, Body<StockBodies.NewTransfer> body) {
        StockBodies.NewTransfer asked = Body.required(body, "lines");
        Transfer made = transfers.draft(actor.get(), StockBodies.named("from", asked.from()), StockBodies.named("to", asked.to()),
                Boolean.TRUE.equals(asked.own()), StockBodies.pieces(asked.lines()), asked.note(), key);
        return Response.created(URI.create("hq/v1/transfers/" + made.code())).entity(StockBodies.TransferAnswer.of(made)).build();
    }

    /** Writes the lines of one that has not left anew. */
    @POST
    @Path("{code}/change")
    @Requires(InventoryPermission.CHANGE)
    public StockBodies.TransferAnswer change(@PathParam("code") String code, Body<StockBodies.Lines> body) {
        return Thing.first(() -> transfers.get(actor.get(), code), () -> StockBodies.TransferAnswer.of(
                transfers.rewrite(actor.get(), code, StockBodies.pieces(Body.required(body, "lines").lines()))));
    }

    /** The goods leave: gone here, on their way there. A second time is refused, so it needs no key. */
    @POST
    @Path("{code}/send")
    public StockBodies.TransferAnswer send(@PathParam("code") String code) {
        return StockBodies.TransferAnswer.of(transfers.send(actor.get(), code));
    }

    /** Ends one that has not left. */
    @POST
    @Path("{code}/cancel")
    @Requires(InventoryPermission.CHANGE)
    public StockBodies.TransferAnswer cancel(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> transfers.get(actor.get(), code),
                () -> StockBodies.TransferAnswer.of(transfers.cancel(actor.get(), code, Reason.required(body))));
    }
}
