package entrepot.web.rest.agent;

import entrepot.aftersales.AfterSalesPermission;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Reason;
import entrepot.web.rest.ReturnBodies;
import entrepot.web.rest.ReturnVerbs;
import entrepot.web.rest.Thing;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** What the member's buyers give back. */
@Path("agent/v1/returns")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class ReturnsResource extends ReturnVerbs {

    /** Goods of a delivered consignment come back, for headquarters to decide. */
    @POST
    @Requires(AfterSalesPermission.OPEN)
    public Response open(@HeaderParam(IdempotencyKey.HEADER) String key, Body<ReturnBodies.NewReturn> body, @Context UriInfo uri) {
        return opened(key, body, uri);
    }

    /** More photos of the goods, five in all, for whoever decides. */
    @POST
    @Path("{code}/photos")
    @Requires(AfterSalesPermission.OPEN)
    public ReturnBodies.Answer attach(@PathParam("code") String code, Body<ReturnBodies.NewPhotos> body) {
        return attached(code, body);
    }

    /** The buyer keeps the goods after all. A second time is refused, so it needs no key. */
    @POST
    @Path("{code}/withdraw")
    @Requires(AfterSalesPermission.OPEN)
    public ReturnBodies.Answer withdraw(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> returns.get(actor.get(), code), () -> ReturnBodies.Answer.of(returns.withdraw(actor.get(), code, Reason.of(body))));
    }

    /** The goods are on their way back. Said again, the later one counts. */
    @POST
    @Path("{code}/sent")
    @Requires(AfterSalesPermission.OPEN)
    public ReturnBodies.Answer sent(@PathParam("code") String code, Body<ReturnBodies.NewParcel> body) {
        return Thing.first(() -> returns.get(actor.get(), code), () -> {
            ReturnBodies.NewParcel parcel = Body.required(body, "number");
            return ReturnBodies.Answer.of(returns.sent(actor.get(), code, parcel.carrier(), parcel.number()));
        });
    }
}
