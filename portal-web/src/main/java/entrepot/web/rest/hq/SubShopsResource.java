package entrepot.web.rest.hq;

import entrepot.kernel.Problem;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.SubShopLimits;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.Thing;
import entrepot.web.rest.agent.LimitAnswer;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What members' sub-shops may order a day. */
@Path("hq/v1/sub-shops")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class SubShopsResource {

    @Inject
    private SubShopLimits limits;
    @Inject
    private CurrentActor actor;

    /** A sub-shop's limits and its day so far. */
    @GET
    @Path("{code}/limit")
    public LimitAnswer limit(@PathParam("code") String code) {
        return LimitAnswer.of(limits.today(actor.get(), code));
    }

    /** Says what a sub-shop may order a day: a number of orders, an amount, or both. The member cannot change what headquarters said. */
    @PUT
    @Path("{code}/limit")
    @Requires(OrderPermission.LIMIT)
    public LimitAnswer setLimit(@PathParam("code") String code, Body<LimitAnswer.NewLimit> body) {
        return Thing.first(() -> limits.of(actor.get(), code), () -> {
            LimitAnswer.NewLimit limit = Body.required(body, "orders");
            if (limit.orders() == null && limit.money() == null) {
                throw Problem.missing("orders");
            }
            limits.set(actor.get(), code, limit.orders(), limit.money());
            return LimitAnswer.of(limits.today(actor.get(), code));
        });
    }

    /** Lifts the limits: the sub-shop may order what it likes. */
    @POST
    @Path("{code}/lift-limit")
    public LimitAnswer liftLimit(@PathParam("code") String code) {
        limits.set(actor.get(), code, null, null);
        return LimitAnswer.of(limits.today(actor.get(), code));
    }
}
