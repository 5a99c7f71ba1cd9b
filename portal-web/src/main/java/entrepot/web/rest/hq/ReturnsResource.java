package entrepot.web.rest.hq;

import entrepot.aftersales.AfterSalesPermission;
import entrepot.aftersales.Effect;
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

/** What buyers give back: decided, received, paid back. */
@Path("hq/v1/returns")
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

    /** The goods are there. */
    @POST
    @Path("{code}/receive")
    @Requires(AfterSalesPermission.RECEIVE)
    public ReturnBodies.Answer receive(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<ReturnBodies.NewReceipt> body) {
        return received(code, key, body);
    }

    /** What a verdict would move, before it is passed. */
    @POST
    @Path("{code}/effect")
    @Requires(AfterSalesPermission.JUDGE)
    public Effect effect(@PathParam("code") String code, Body<ReturnBodies.NewVerdict> body) {
        return Thing.first(() -> returns.get(actor.get(), code), () -> returns.effect(actor.get(), code, ReturnBodies.judgement(body)));
    }

    /** Decides who bears it. Without goods it is paid back at once; a compensation above that waits for a second person. */
    @POST
    @Path("{code}/approve")
    @Requires(AfterSalesPermission.JUDGE)
    public ReturnBodies.Answer approve(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<ReturnBodies.NewVerdict> body) {
        return Thing.first(() -> returns.get(actor.get(), code),
                () -> ReturnBodies.Answer.of(returns.approve(actor.get(), code, ReturnBodies.judgement(body), key)));
    }

    /** Pays back what was decided, the goods being there. */
    @POST
    @Path("{code}/refund")
    @Requires(AfterSalesPermission.JUDGE)
    public ReturnBodies.Answer refund(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key) {
        return Thing.first(() -> returns.get(actor.get(), code), () -> ReturnBodies.Answer.of(returns.refund(actor.get(), code, key)));
    }

    /** It is not taken back. */
    @POST
    @Path("{code}/reject")
    @Requires(AfterSalesPermission.JUDGE)
    public ReturnBodies.Answer reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> returns.get(actor.get(), code), () -> ReturnBodies.Answer.of(returns.reject(actor.get(), code, Reason.required(body))));
    }

    /** The second person agrees to a compensation above the refund. */
    @POST
    @Path("{code}/approve-compensation")
    @Requires(AfterSalesPermission.JUDGE)
    public ReturnBodies.Answer approveCompensation(@PathParam("code") String code) {
        return ReturnBodies.Answer.of(returns.approveCompensation(actor.get(), code));
    }

    /** The second person does not agree. */
    @POST
    @Path("{code}/reject-compensation")
    @Requires(AfterSalesPermission.JUDGE)
    public ReturnBodies.Answer rejectCompensation(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> returns.get(actor.get(), code), () -> ReturnBodies.Answer.of(returns.rejectCompensation(actor.get(), code, Reason.required(body))));
    }
}
