package entrepot.web.rest.hq;

import entrepot.kernel.Problem;
import entrepot.ordering.HoldRuleBook;
import entrepot.ordering.HoldRules;
import entrepot.ordering.OrderPermission;
import entrepot.platform.access.Requires;
import entrepot.platform.approval.Proposal;
import entrepot.web.rest.Body;
import entrepot.web.rest.Reason;
import entrepot.web.rest.Thing;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** The rules by which orders are held: one person proposes others, another puts them in force. */
@Path("hq/v1/hold-rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
@RequestScoped
public class HoldRulesResource {

    @Inject
    private HoldRuleBook book;
    @Inject
    private CurrentActor actor;

    /**
     * @param now     what counts at this moment
     * @param dated   all that were ever said, the latest first
     * @param waiting what waits for a second person
     */
    public record RulesAnswer(HoldRules now, List<Dated> dated, List<Proposed> waiting) {
    }

    /** @param from the moment from which they count @param proposal absent for what was there from the beginning */
    public record Dated(Instant from, HoldRules rules, String proposal, String by) {
    }

    /** @param state PROPOSED, APPROVED, REJECTED or WITHDRAWN @param effect each rule before and after */
    public record Proposed(String code, String state, String by, Instant at, String reason, List<Effect> effect) {

        static Proposed of(Proposal proposal) {
            return new Proposed(proposal.code(), proposal.state().name(), proposal.maker(), proposal.proposedAt(), proposal.reason(),
                    proposal.effect().stream().map(figure -> new Effect(figure.name(), figure.before(), figure.after())).toList());
        }
    }

    public record Effect(String name, String before, String after) {
    }

    /** @param rules as they are to be, all of them @param from absent for the moment of the approval */
    public record NewRules(HoldRules rules, Instant from, String reason) {
    }

    /** The rules of now, those of before, and what is proposed. */
    @GET
    public RulesAnswer list() {
        return new RulesAnswer(book.now(actor.get()), book.list(actor.get()).stream().map(dated -> new Dated(dated.from(), dated.rules(),
                dated.proposal().isEmpty() ? null : dated.proposal(), dated.by())).toList(), book.waiting(actor.get()).stream().map(Proposed::of).toList());
    }

    /** One proposal. */
    @GET
    @Path("{code}")
    public Proposed get(@PathParam("code") String code) {
        return Proposed.of(book.proposal(actor.get(), code));
    }

    /** Proposes other rules; a proposal that still waits is withdrawn. */
    @POST
    @Requires(OrderPermission.RULES)
    public Response propose(Body<NewRules> body) {
        NewRules wanted = Body.required(body, "rules");
        if (wanted.rules() == null) {
            throw Problem.missing("rules");
        }
        String code = book.propose(actor.get(), wanted.rules(), wanted.from(), wanted.reason());
        return Response.created(URI.create("hq/v1/hold-rules/" + code)).entity(Proposed.of(book.proposal(actor.get(), code))).build();
    }

    /** Puts what another person proposed in force. */
    @POST
    @Path("{code}/approve")
    public HoldRules approve(@PathParam("code") String code) {
        return book.approve(actor.get(), code);
    }

    /** Rejects what another person proposed, with a reason. */
    @POST
    @Path("{code}/reject")
    @Requires(OrderPermission.RULES)
    public Proposed reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> book.proposal(actor.get(), code), () -> Proposed.of(book.reject(actor.get(), code, Reason.of(body))));
    }
}
