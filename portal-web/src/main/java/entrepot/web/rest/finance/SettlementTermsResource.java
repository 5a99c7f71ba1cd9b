package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.platform.approval.Proposal;
import entrepot.settlement.RunKind;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.SettlementTerms;
import entrepot.settlement.Terms;
import entrepot.web.rest.Body;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** How and when is settled, by {@link SettlementTerms}: dated, proposed by one person, put in force by another. */
@Path("finance/v1/settlement-terms")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class SettlementTermsResource {

    @Inject
    private SettlementTerms terms;
    @Inject
    private CurrentActor actor;

    /**
     * Terms from a day on.
     *
     * @param validFrom     the first day of periods that are settled so, such as {@code 2027-01-01}
     * @param kind          MONTH, HALF_MONTH or WEEK
     * @param previewDay    on which day after a period's end members are shown their figures
     * @param objectionDays working days for objections
     * @param approveByDay  by which day after a period's end the run should be approved
     * @param payDays       days of the month on which is paid
     * @param minimum       what is less is carried over, in the tenant's currency
     */
    public record NewTerms(String validFrom, String kind, Integer previewDay, Integer objectionDays, Integer approveByDay, List<Integer> payDays,
                           BigDecimal minimum, String reason) {
    }

    /** A proposal of terms: from which day, what changes, who made it and what became of it. */
    public record Proposed(String code, String validFrom, String state, List<Proposal.Effect> effect, String reason, String maker, Instant proposedAt,
                           String checker, String verdict) {

        static Proposed of(Proposal proposal) {
            return new Proposed(proposal.code(), proposal.subject(), proposal.state().name(), proposal.effect(), proposal.reason(), proposal.maker(),
                    proposal.proposedAt(), proposal.checker(), proposal.verdict());
        }
    }

    /** What held, holds and will hold, the latest first; {@code validFrom} is missing of the example that holds from the beginning. */
    @GET
    public List<Terms> list() {
        return terms.list(actor.get());
    }

    /** Proposes terms: 201 with the proposal's address in {@code Location}. Of two for a day the one approved last counts, so it needs no key. */
    @POST
    @Requires(SettlementPermission.RUN)
    public Response propose(Body<NewTerms> body) {
        NewTerms asked = Body.required(body, "validFrom");
        for (Object[] each : new Object[][] {{"validFrom", asked.validFrom()}, {"previewDay", asked.previewDay()}, {"objectionDays", asked.objectionDays()},
            {"approveByDay", asked.approveByDay()}, {"payDays", asked.payDays()}, {"minimum", asked.minimum()}}) {
            if (each[1] == null) {
                throw Problem.missing((String) each[0]);
            }
        }
        RunKind kind = Arrays.stream(RunKind.values()).filter(each -> each.name().equals(asked.kind())).findFirst()
                .orElseThrow(() -> Problem.invalid("kind", asked.kind()));
        String code = terms.propose(actor.get(), new Terms(day(asked.validFrom()), kind, asked.previewDay(), asked.objectionDays(), asked.approveByDay(),
                Body.each("payDays", asked.payDays()), Money.parse(asked.minimum(), actor.tenant().currency())), asked.reason());
        return Response.created(URI.create("finance/v1/settlement-terms/" + code)).entity(Proposed.of(terms.proposal(actor.get(), code))).build();
    }

    /** One proposal. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Proposed.of(terms.proposal(actor.get(), code)));
    }

    /** Puts them in force; by another person than who proposed them. */
    @POST
    @Path("{code}/approve")
    public Terms approve(@PathParam("code") String code) {
        return terms.approve(actor.get(), code);
    }

    /** Rejects them with a reason; by another person. */
    @POST
    @Path("{code}/reject")
    @Requires(SettlementPermission.APPROVE)
    public Proposed reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> Proposed.of(terms.proposal(actor.get(), code)), () -> {
            terms.reject(actor.get(), code, Reason.required(body));
            return Proposed.of(terms.proposal(actor.get(), code));
        });
    }

    private static LocalDate day(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeException wrong) {
            throw Problem.invalid("validFrom", day);
        }
    }
}
