package entrepot.web.rest.finance;

import entrepot.commission.CommissionPermission;
import entrepot.commission.Deductions;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.EnteredDeductionVerbs;
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

/** Deductions as finance enters and decides on them. */
@Path("finance/v1/deductions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class DeductionsResource extends EnteredDeductionVerbs {

    @Inject
    private Deductions deductions;
    @Inject
    private CurrentActor actor;

    /** Takes it from what is due; by another person than who entered it. One that was decided is refused, so it needs no key. */
    @POST
    @Path("{code}/approve")
    public Answer approve(@PathParam("code") String code) {
        deductions.approve(actor.get(), code);
        return answer(code);
    }

    /** Rejects it with a reason; nothing was taken. */
    @POST
    @Path("{code}/reject")
    @Requires(CommissionPermission.APPROVE)
    public Answer reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> answer(code), () -> {
            deductions.reject(actor.get(), code, Reason.required(body));
            return answer(code);
        });
    }

    /** The member's objection was right: it is given back. Said once, so it needs no key. */
    @POST
    @Path("{code}/give-back")
    @Requires(CommissionPermission.APPROVE)
    public Answer giveBack(@PathParam("code") String code, Body<Reason> body) {
        return judged(code, true, body);
    }

    /** The member's objection was wrong: it stays taken. */
    @POST
    @Path("{code}/uphold")
    @Requires(CommissionPermission.APPROVE)
    public Answer uphold(@PathParam("code") String code, Body<Reason> body) {
        return judged(code, false, body);
    }

    private Answer judged(String code, boolean won, Body<Reason> body) {
        return Thing.first(() -> answer(code), () -> {
            deductions.judge(actor.get(), code, won, Reason.required(body));
            return answer(code);
        });
    }
}
