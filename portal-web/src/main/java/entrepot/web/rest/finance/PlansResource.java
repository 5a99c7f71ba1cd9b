package entrepot.web.rest.finance;

import entrepot.commission.CommissionPermission;
import entrepot.commission.CommissionProblem;
import entrepot.commission.PlanDraft;
import entrepot.commission.Plans;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.PlanVerbs;
import entrepot.web.rest.Reason;
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

/** Commission plans as finance writes and decides on them. */
@Path("finance/v1/plans")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class PlansResource extends PlanVerbs {

    @Inject
    private Plans plans;
    @Inject
    private CurrentActor actor;

    /** @param hash of the plan that was looked at */
    public record Approval(String hash) {
    }

    /** Puts a proposed plan with that hash in force from its day on; by another person than who proposed it. */
    @POST
    @Path("{code}/approve")
    @Requires(CommissionPermission.APPROVE)
    public Version approve(@PathParam("code") String code, Body<Approval> body) {
        return Thing.first(() -> version(code), () -> {
            String hash = Body.required(body, "hash").hash();
            plans.approve(actor.get(), proposed(code), hash);
            return version(code);
        });
    }

    /** Rejects it with a reason; the draft can be edited again. */
    @POST
    @Path("{code}/reject")
    @Requires(CommissionPermission.APPROVE)
    public Version reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> version(code), () -> {
            String reason = Reason.required(body);
            plans.reject(actor.get(), proposed(code), reason);
            return version(code);
        });
    }

    private String proposed(String code) {
        PlanDraft draft = plans.draft(actor.get(), code);
        if (draft.proposal() == null) {
            throw new Problem(CommissionProblem.PLAN_NOT_PROPOSED).with("code", code);
        }
        return draft.proposal();
    }
}
