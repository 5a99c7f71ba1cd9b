package entrepot.web.rest.hq;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.StockCounts;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.Reason;
import entrepot.web.rest.StockBodies;
import entrepot.web.rest.StockCountVerbs;
import entrepot.web.rest.Thing;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Counting lists in all warehouses, and what a second person says of them. */
@Path("hq/v1/stock-counts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class StockCountsResource extends StockCountVerbs {

    @Inject
    private StockCounts counts;
    @Inject
    private CurrentActor actor;

    /** Confirms what another person counted: the piles are corrected by the differences. */
    @POST
    @Path("{code}/approve")
    public StockBodies.CountAnswer approve(@PathParam("code") String code) {
        return StockBodies.CountAnswer.of(counts.approve(actor.get(), code));
    }

    /** Does not believe it: it is counted again. */
    @POST
    @Path("{code}/reject")
    @Requires(InventoryPermission.CONFIRM)
    public StockBodies.CountAnswer reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> counts.get(actor.get(), code), () -> StockBodies.CountAnswer.of(counts.reject(actor.get(), code, Reason.required(body))));
    }
}
