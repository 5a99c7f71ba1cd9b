package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.settlement.Disputes;
import entrepot.settlement.SettlementPermission;
import entrepot.web.rest.Body;
import entrepot.web.rest.DisputeVerbs;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Thing;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;

/** Members' disputes, and headquarters' answers. */
@Path("finance/v1/disputes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class DisputesResource extends DisputeVerbs {

    @Inject
    private Disputes disputes;
    @Inject
    private CurrentActor actor;

    /** @param granted what the line should have been, in its currency, such as {@code "12.50"} */
    public record Accept(BigDecimal granted, String answer) {
    }

    /** Why the line is right. */
    public record Reject(String answer) {
    }

    /** Says what the line should have been: more than it says waits for a second person, else the difference is posted. */
    @POST
    @Path("{code}/accept")
    @Requires(SettlementPermission.ANSWER)
    public Answer accept(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<Accept> body) {
        return Thing.first(() -> disputes.get(actor.get(), code), () -> {
            Accept accept = Body.required(body, "granted");
            if (accept.granted() == null) {
                throw Problem.missing("granted");
            }
            String currency = disputes.get(actor.get(), code).lineAmount().currency();
            return answer(disputes.accept(actor.get(), code, Money.parse(accept.granted(), currency), accept.answer(), key));
        });
    }

    /** Says that the line is right; what waited is paid with the next run. An answered one is refused, so it needs no key. */
    @POST
    @Path("{code}/reject")
    @Requires(SettlementPermission.ANSWER)
    public Answer reject(@PathParam("code") String code, Body<Reject> body) {
        return Thing.first(() -> disputes.get(actor.get(), code),
                () -> answer(disputes.reject(actor.get(), code, Body.required(body, "answer").answer())));
    }

    /** @param granted the amount that was looked at, in the line's currency, such as {@code "12.50"} */
    public record Approval(BigDecimal granted) {
    }

    /** Agrees as the second person to an answer that gives that amount: it is posted. */
    @POST
    @Path("{code}/approve")
    @Requires(SettlementPermission.APPROVE_ANSWER)
    public Answer approve(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<Approval> body) {
        return Thing.first(() -> disputes.get(actor.get(), code), () -> {
            BigDecimal granted = Body.required(body, "granted").granted();
            if (granted == null) {
                throw Problem.missing("granted");
            }
            String currency = disputes.get(actor.get(), code).lineAmount().currency();
            return answer(disputes.approve(actor.get(), code, Money.parse(granted, currency), key));
        });
    }

    /** Does not agree; the dispute waits for another answer. */
    @POST
    @Path("{code}/send-back")
    @Requires(SettlementPermission.APPROVE_ANSWER)
    public Answer sendBack(@PathParam("code") String code, Body<Reject> body) {
        return Thing.first(() -> disputes.get(actor.get(), code),
                () -> answer(disputes.sendBack(actor.get(), code, Body.required(body, "answer").answer())));
    }
}
