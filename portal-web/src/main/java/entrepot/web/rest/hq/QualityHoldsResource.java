package entrepot.web.rest.hq;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.QualityHolds;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.Reason;
import entrepot.web.rest.QualityHoldVerbs;
import entrepot.web.rest.StockBodies;
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

/** Pieces set apart in all warehouses, and what a second person says of writing them off. */
@Path("hq/v1/quality-holds")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class QualityHoldsResource extends QualityHoldVerbs {

    @Inject
    private QualityHolds holds;
    @Inject
    private CurrentActor actor;

    /** Agrees that another person writes them off. */
    @POST
    @Path("{code}/approve")
    public StockBodies.HoldAnswer approve(@PathParam("code") String code) {
        return StockBodies.HoldAnswer.of(holds.approve(actor.get(), code));
    }

    /** Does not agree: they wait again. */
    @POST
    @Path("{code}/reject")
    @Requires(InventoryPermission.CONFIRM)
    public StockBodies.HoldAnswer reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> holds.get(actor.get(), code), () -> StockBodies.HoldAnswer.of(holds.reject(actor.get(), code, Reason.required(body))));
    }
}
