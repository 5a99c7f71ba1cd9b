package entrepot.web.rest.finance;

import entrepot.kernel.Problem;
import entrepot.ledger.LedgerPermission;
import entrepot.ledger.Periods;
import entrepot.platform.access.Requires;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.finance.ledger.Asked;
import entrepot.web.pages.finance.ledger.MonthFacts;
import entrepot.web.rest.Body;
import entrepot.web.rest.Paged;
import entrepot.web.rest.ProposalAnswer;
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
import java.time.YearMonth;

/** Closing months of the books, and opening them again, by {@link Periods}: proposed by one person, done when another has approved. */
@Path("finance/v1/period-proposals")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class PeriodProposalsResource {

    @Inject
    private Periods periods;
    @Inject
    private MonthFacts facts;
    @Inject
    private CurrentActor actor;

    /** A month such as {@code 2026-10} and what it shall be: CLOSED, or OPEN again. */
    public record NewProposal(String month, String to, String reason) {
    }

    /** Proposes it: 201 with the proposal's address. One waits for a month at a time, so it needs no key. */
    @POST
    @Requires(LedgerPermission.PROPOSE)
    public Response propose(Body<NewProposal> body) {
        NewProposal wanted = Body.required(body, "month");
        YearMonth month = Asked.month(wanted.month());
        if (month == null) {
            throw Problem.missing("month");
        }
        boolean reopens = "OPEN".equals(wanted.to());
        if (!reopens && !"CLOSED".equals(wanted.to())) {
            throw Problem.invalid("to", wanted.to());
        }
        String code = reopens ? periods.proposeReopening(actor.get(), month, wanted.reason())
                : periods.propose(actor.get(), month, facts.of(month), wanted.reason());
        return Response.created(URI.create("finance/v1/period-proposals/" + code)).entity(answer(code)).build();
    }

    /** Newest first; {@code waiting=true} for those that wait, oldest first. */
    @GET
    public Paged<ProposalAnswer> list(@QueryParam("waiting") Boolean waiting, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Math.min(Paged.limit(limit), 199);
        return Paged.of(periods.proposed(actor.get(), Boolean.TRUE.equals(waiting), after, rows + 1), rows, Proposal::code).map(ProposalAnswer::of);
    }

    /** One proposal. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, answer(code));
    }

    /** Approves it, and does it; by another person than who proposed it. */
    @POST
    @Path("{code}/approve")
    public ProposalAnswer approve(@PathParam("code") String code) {
        YearMonth month = YearMonth.parse(periods.proposal(actor.get(), code).subject());
        periods.approve(actor.get(), code, facts.of(month));
        return answer(code);
    }

    /** Rejects it with a reason; by another person. */
    @POST
    @Path("{code}/reject")
    @Requires(LedgerPermission.APPROVE)
    public ProposalAnswer reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> periods.proposal(actor.get(), code), () -> {
            periods.reject(actor.get(), code, Reason.required(body));
            return answer(code);
        });
    }

    private ProposalAnswer answer(String code) {
        return ProposalAnswer.of(periods.proposal(actor.get(), code));
    }
}
