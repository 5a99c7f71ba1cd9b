package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.AccountKind;
import entrepot.network.Organisations;
import entrepot.platform.access.Requires;
import entrepot.platform.files.Proof;
import entrepot.settlement.Adjustment;
import entrepot.settlement.Adjustments;
import entrepot.settlement.SettlementPermission;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Reason;
import entrepot.web.rest.Thing;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Amounts by hand, by {@link Adjustments}: proposed by one person, posted when another has approved. */
@Path("finance/v1/adjustments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class AdjustmentsResource {

    @Inject
    private Adjustments adjustments;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    /**
     * An amount for or against a member.
     *
     * @param organisation the member's code
     * @param account      COMMISSION_DUE or DEALER_DUE
     * @param amount       in the tenant's currency, such as {@code "12.50"}; negative against the member
     * @param proof        a PDF or picture; may be left out
     */
    public record NewAdjustment(String organisation, String account, BigDecimal amount, String reason, Paper proof) {
    }

    /** A file; {@code content} is Base64. */
    public record Paper(String name, String content) {
    }

    /** An adjustment: for which member, how much and why, who proposed and who decided. */
    public record Answer(String code, String organisation, String account, Money amount, String reason, boolean proof, String state, String maker,
                         Instant proposedAt, String checker, Instant decidedAt, String verdict) {
    }

    /** Proposes one: 201 with its address in {@code Location}; the same key and body answer the same. */
    @POST
    @Requires(SettlementPermission.RUN)
    public Response propose(@HeaderParam(IdempotencyKey.HEADER) String key, Body<NewAdjustment> body) {
        NewAdjustment asked = Body.required(body, "organisation");
        if (asked.organisation() == null || asked.amount() == null) {
            throw Problem.missing(asked.organisation() == null ? "organisation" : "amount");
        }
        AccountKind account = Arrays.stream(AccountKind.values()).filter(each -> each.name().equals(asked.account())).findFirst()
                .orElseThrow(() -> Problem.invalid("account", asked.account()));
        Adjustment made = adjustments.propose(actor.get(), new Adjustments.Wanted(asked.organisation(), account,
                Money.parse(asked.amount(), actor.tenant().currency()), asked.reason()), paper(asked.proof()), key);
        return Response.created(URI.create("finance/v1/adjustments/" + made.code())).entity(answer(made)).build();
    }

    private static Proof paper(Paper file) {
        if (file == null || file.content() == null) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(file.content());
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("proof", file.name());
        }
        return Proof.of(file.name(), bytes);
    }

    /** Newest first. */
    @GET
    public Paged<Answer> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(adjustments.list(actor.get(), after, rows + 1), rows, Adjustment::code).map(this::answer);
    }

    /** One adjustment. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, answer(adjustments.get(actor.get(), code)));
    }

    /** Approves and posts it; by another person than who proposed it. One that is decided is refused, so it needs no key. */
    @POST
    @Path("{code}/approve")
    public Answer approve(@PathParam("code") String code) {
        return answer(adjustments.approve(actor.get(), code));
    }

    /** Rejects it with a reason; by another person. */
    @POST
    @Path("{code}/reject")
    @Requires(SettlementPermission.APPROVE)
    public Answer reject(@PathParam("code") String code, Body<Reason> body) {
        return answer(Thing.first(() -> adjustments.get(actor.get(), code), () -> adjustments.reject(actor.get(), code, Reason.required(body))));
    }

    private Answer answer(Adjustment made) {
        return new Answer(made.code(), organisations.get(actor.get(), made.organisation()).code(), made.account().name(), made.amount(), made.reason(),
                made.paper(), made.state().name(), made.maker(), made.proposedAt(), made.checker(), made.decidedAt(), made.verdict());
    }
}
