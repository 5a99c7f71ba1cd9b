package entrepot.web.rest;

import entrepot.kernel.Problem;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.SubShopLimits;
import entrepot.platform.access.Requires;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

/** What a sub-shop may order a day: said by its member, or by headquarters for it. */
public abstract class LimitVerbs {

    @Inject
    private SubShopLimits limits;
    @Inject
    private CurrentActor actor;

    /** A sub-shop's limits a day and its day so far. */
    @GET
    @Path("{code}/limit")
    public LimitAnswer limit(@PathParam("code") String code) {
        return LimitAnswer.of(limits.today(actor.get(), code));
    }

    /** Says what a sub-shop may order a day: a number of orders, an amount, or both. What headquarters said it alone changes. */
    @PUT
    @Path("{code}/limit")
    @Consumes(MediaType.APPLICATION_JSON)
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
