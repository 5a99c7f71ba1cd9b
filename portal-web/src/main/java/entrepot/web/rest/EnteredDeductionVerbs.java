package entrepot.web.rest;

import entrepot.commission.CommissionPermission;
import entrepot.commission.Deduction;
import entrepot.commission.Deductions;
import entrepot.commission.ProposeDeduction;
import entrepot.kernel.Money;
import entrepot.platform.access.Requires;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.YearMonth;

/** Deductions of all members, for who enters them. */
public abstract class EnteredDeductionVerbs extends DeductionVerbs {

    @Inject
    private Deductions deductions;
    @Inject
    private CurrentActor actor;

    /**
     * A deduction to be approved.
     *
     * @param member  its code
     * @param amount  in the tenant's currency, such as {@code "30.00"}; absent where a percentage is said
     * @param percent of the commission earned in {@code month}; absent where an amount is said
     */
    public record Entering(String member, Deduction.Kind kind, String reason, BigDecimal amount, BigDecimal percent, YearMonth month) {
    }

    /** Enters one: 201 with its address; the same key and body answer the same. Somebody else decides. */
    @POST
    @Requires(CommissionPermission.PROPOSE)
    public Response enter(@HeaderParam(IdempotencyKey.HEADER) String key, Body<Entering> body) {
        Entering entering = Body.required(body, "member");
        String code = deductions.propose(actor.get(), new ProposeDeduction(entering.member(), entering.kind(), entering.reason(),
                entering.amount() == null ? null : Money.parse(entering.amount(), actor.tenant().currency()), entering.percent(), entering.month()), key);
        return Response.created(URI.create((actor.may("area:finance") ? "finance" : "hq") + "/v1/deductions/" + code)).entity(answer(code)).build();
    }
}
