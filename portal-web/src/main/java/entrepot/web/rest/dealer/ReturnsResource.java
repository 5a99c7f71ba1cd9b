package entrepot.web.rest.dealer;

import entrepot.aftersales.AfterSalesPermission;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.ReturnBodies;
import entrepot.web.rest.ReturnVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What comes back to the dealer, and what is its fault. */
@Path("dealer/v1/returns")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class ReturnsResource extends ReturnVerbs {

    /** The goods are there. */
    @POST
    @Path("{code}/receive")
    @Requires(AfterSalesPermission.RECEIVE)
    public ReturnBodies.Answer receive(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<ReturnBodies.NewReceipt> body) {
        return received(code, key, body);
    }
}
