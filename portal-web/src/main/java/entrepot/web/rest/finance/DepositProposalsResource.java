package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.platform.approval.Proposal;
import entrepot.wallet.DepositMove;
import entrepot.wallet.Deposits;
import entrepot.wallet.WalletPermission;
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

/** What is to become of deposits and waits for a second person, by {@link Deposits}. */
@Path("finance/v1/deposit-proposals")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class DepositProposalsResource {

    @Inject
    private Deposits deposits;
    @Inject
    private CurrentActor actor;

    /** So much of a member's deposit, in major units; {@code kind} is RETURNED, PENALTY or CLAIM. */
    public record Wanted(String member, String kind, BigDecimal amount, String reason) {
    }

    /** What was done: the movement's code. */
    public record Moved(String code, String kind, Money amount, String reason, Instant at) {
    }

    /** Proposes to return, or to keep, a part of a deposit: 201 with the proposal's address; the same key and body answer the same. */
    @POST
    @Requires(WalletPermission.CREDIT_PROPOSE)
    public Response propose(@HeaderParam(IdempotencyKey.HEADER) String key, Body<Wanted> body) {
        Wanted wanted = Body.required(body, "member");
        if (wanted.member() == null) {
            throw Problem.missing("member");
        }
        DepositMove.Kind kind = Arrays.stream(DepositMove.Kind.values()).filter(each -> each.name().equals(wanted.kind())).findFirst()
                .orElseThrow(() -> Problem.invalid("kind", wanted.kind()));
        String code = deposits.propose(actor.get(), wanted.member(), kind, wanted.amount(), wanted.reason(), key);
        return Response.created(URI.create("finance/v1/deposit-proposals/" + code))
                .entity(CreditProposalsResource.Answer.of(deposits.proposal(actor.get(), code))).build();
    }

    /** Newest first; {@code waiting=true} for those that wait, oldest first. */
    @GET
    public Paged<CreditProposalsResource.Answer> list(@QueryParam("waiting") Boolean waiting, @QueryParam("after") String after,
                                                      @QueryParam("limit") Integer limit) {
        int rows = Math.min(Paged.limit(limit), 199);
        return Paged.of(deposits.proposed(actor.get(), Boolean.TRUE.equals(waiting), after, rows + 1), rows, Proposal::code)
                .map(CreditProposalsResource.Answer::of);
    }

    /** One proposal. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, CreditProposalsResource.Answer.of(deposits.proposal(actor.get(), code)));
    }

    /** Approves it, and does it; by another person than who proposed it. */
    @POST
    @Path("{code}/approve")
    public Moved approve(@PathParam("code") String code) {
        DepositMove moved = deposits.approve(actor.get(), code);
        return new Moved(moved.code(), moved.kind().name(), moved.amount(), moved.reason(), moved.at());
    }

    /** Rejects it with a reason; by another person. */
    @POST
    @Path("{code}/reject")
    @Requires(WalletPermission.CREDIT_APPROVE)
    public CreditProposalsResource.Answer reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> deposits.proposal(actor.get(), code), () -> {
            deposits.reject(actor.get(), code, Reason.required(body));
            return CreditProposalsResource.Answer.of(deposits.proposal(actor.get(), code));
        });
    }
}
