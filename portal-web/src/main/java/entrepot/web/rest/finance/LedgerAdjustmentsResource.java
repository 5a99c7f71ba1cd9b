package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.Adjustments;
import entrepot.ledger.LedgerPermission;
import entrepot.network.Organisations;
import entrepot.platform.access.Requires;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.finance.ledger.Asked;
import entrepot.web.pages.settlement.OrganisationNames;
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
import java.time.LocalDate;
import java.util.List;

/** What is posted into the books by hand, by {@link Adjustments}: proposed by one person, posted when another has approved. */
@Path("finance/v1/ledger-adjustments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class LedgerAdjustmentsResource {

    @Inject
    private Adjustments adjustments;
    @Inject
    private Organisations organisations;
    @Inject
    private OrganisationNames names;
    @Inject
    private CurrentActor actor;

    /**
     * By how much the balance of an account changes, against ADJUSTMENTS.
     *
     * @param account      a kind of account such as WALLET
     * @param organisation the member's code; left out for headquarters' own accounts
     * @param amount       in the tenant's currency, signed by the account's normal side
     * @param on           the business day, today or before; left out for the moment of the approval
     */
    public record NewEntry(String account, String organisation, BigDecimal amount, LocalDate on, String reason) {
    }

    /** An adjustment: which account, by how much and why, who proposed it and what became of it. */
    public record Entry(String code, String account, String organisation, Money amount, LocalDate on, String state, List<Proposal.Effect> effect, String reason,
                        String maker, Instant proposedAt, String checker, Instant decidedAt, String verdict) {
    }

    /** Proposes one: 201 with its address; the same key and body answer the same. */
    @POST
    @Requires(LedgerPermission.PROPOSE)
    public Response propose(@HeaderParam(IdempotencyKey.HEADER) String key, Body<NewEntry> body) {
        NewEntry wanted = Body.required(body, "account");
        if (wanted.amount() == null) {
            throw Problem.missing("amount");
        }
        Account account = Asked.account(actor.get(), organisations, wanted.account(), wanted.organisation());
        String code = adjustments.propose(actor.get(), account, Money.parse(wanted.amount(), actor.tenant().currency()), wanted.on(), wanted.reason(), key);
        return Response.created(URI.create("finance/v1/ledger-adjustments/" + code)).entity(entry(code)).build();
    }

    /** Newest first; {@code waiting=true} for those that wait, oldest first. */
    @GET
    public Paged<Entry> list(@QueryParam("waiting") Boolean waiting, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Math.min(Paged.limit(limit), 199);
        return Paged.of(Boolean.TRUE.equals(waiting) ? adjustments.waiting(actor.get(), after, rows + 1) : adjustments.list(actor.get(), after, rows + 1), rows,
                Proposal::code).map(this::entry);
    }

    /** One adjustment. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, entry(code));
    }

    /** Approves and posts it; by another person than who proposed it. One that is decided is refused, so it needs no key. */
    @POST
    @Path("{code}/approve")
    public Entry approve(@PathParam("code") String code) {
        adjustments.approve(actor.get(), code);
        return entry(code);
    }

    /** Rejects it with a reason; by another person. */
    @POST
    @Path("{code}/reject")
    @Requires(LedgerPermission.APPROVE)
    public Entry reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> adjustments.get(actor.get(), code), () -> {
            adjustments.reject(actor.get(), code, Reason.required(body));
            return entry(code);
        });
    }

    private Entry entry(String code) {
        return entry(adjustments.get(actor.get(), code));
    }

    private Entry entry(Proposal proposal) {
        Adjustments.Proposed proposed = proposal.content().as(Adjustments.Proposed.class);
        return new Entry(proposal.code(), proposed.kind().name(), names.code(proposed.account().organisation()), proposed.by(), proposed.on(),
                proposal.state().name(), proposal.effect(), proposal.reason(), proposal.maker(), proposal.proposedAt(), proposal.checker(), proposal.decidedAt(),
                proposal.verdict());
    }
}
