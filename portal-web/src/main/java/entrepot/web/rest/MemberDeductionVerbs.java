package entrepot.web.rest;

import entrepot.commission.CommissionPermission;
import entrepot.commission.Deductions;
import entrepot.platform.access.Requires;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** What was taken from a member's own commission. */
public abstract class MemberDeductionVerbs extends DeductionVerbs {

    @Inject
    private Deductions deductions;
    @Inject
    private CurrentActor actor;

    /** Objects to a deduction that was taken, with a reason. It is done once, so it needs no key. */
    @POST
    @Path("{code}/appeal")
    @Requires(CommissionPermission.APPEAL)
    public Answer appeal(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> answer(code), () -> {
            deductions.appeal(actor.get(), code, Reason.required(body));
            return answer(code);
        });
    }
}
