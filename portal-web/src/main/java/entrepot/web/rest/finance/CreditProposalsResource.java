package entrepot.web.rest.finance;

import entrepot.platform.access.Requires;
import entrepot.platform.approval.Proposal;
import entrepot.wallet.CreditLines;
import entrepot.wallet.ProposeCreditLine;
import entrepot.wallet.WalletPermission;
import entrepot.web.rest.Body;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Reason;
import entrepot.web.rest.Thing;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Credit lines that wait for a second person, by {@link CreditLines}. */
@Path("finance/v1/credit-proposals")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class CreditProposalsResource {

    @Inject
    private CreditLines lines;
    @Inject
    private CurrentActor actor;

    /** A proposal: for which member, what it does in numbers, who made it and what became of it. */
    public record Answer(String code, String member, String state, List<Proposal.Effect> effect, String reason, String maker, Instant proposedAt,
                         String checker, String verdict) {

        static Answer of(Proposal proposal) {
            return new Answer(proposal.code(), proposal.subject(), proposal.state().name(), proposal.effect(), proposal.reason(), proposal.maker(),
                    proposal.proposedAt(), proposal.checker(), proposal.verdict());
        }
    }

    /** Proposes a line: 201 with its address. One waits for a member at a time, so the same again takes the place of the first. */
    @POST
    @Requires(WalletPermission.CREDIT_PROPOSE)
    public Response propose(Body<ProposeCreditLine> body) {
        String code = lines.propose(actor.get(), Body.required(body, "organisation"));
        return Response.created(URI.create("finance/v1/credit-proposals/" + code)).entity(Answer.of(lines.proposal(actor.get(), code))).build();
    }

    /** Newest first; {@code waiting=true} for those that wait, oldest first. */
    @GET
    public Paged<Answer> list(@QueryParam("waiting") Boolean waiting, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Math.min(Paged.limit(limit), 199);
        return Paged.of(lines.proposed(actor.get(), Boolean.TRUE.equals(waiting), after, rows + 1), rows, Proposal::code).map(Answer::of);
    }

    /** One proposal. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Answer.of(lines.proposal(actor.get(), code)));
    }

    /** Approves it; by another person than who proposed it. */
    @POST
    @Path("{code}/approve")
    public CreditLinesResource.Line approve(@PathParam("code") String code) {
        return CreditLinesResource.Line.of(lines.approve(actor.get(), code));
    }

    /** Rejects it with a reason; by another person. */
    @POST
    @Path("{code}/reject")
    @Requires(WalletPermission.CREDIT_APPROVE)
    public Answer reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> lines.proposal(actor.get(), code), () -> {
            lines.reject(actor.get(), code, Reason.required(body));
            return Answer.of(lines.proposal(actor.get(), code));
        });
    }
}
