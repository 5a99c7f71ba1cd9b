package entrepot.web.rest;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.PostingKey;
import entrepot.platform.access.Requires;
import entrepot.platform.files.Proof;
import entrepot.settlement.Dispute;
import entrepot.settlement.Disputes;
import entrepot.settlement.RaiseDispute;
import entrepot.settlement.SettlementPermission;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Base64;

/** A member's own disputes. */
public abstract class MemberDisputeVerbs extends DisputeVerbs {

    @Inject
    private Disputes disputes;
    @Inject
    private CurrentActor actor;

    /**
     * Says that a line is wrong.
     *
     * @param line    as the statement's lines name it
     * @param claimed what it should be, in the line's currency, such as {@code "12.50"}; may be left out
     * @param proof   a PDF or picture; may be left out
     */
    public record Raise(String statement, String line, BigDecimal claimed, String reason, Attached proof) {
    }

    /** A file; {@code content} is Base64. */
    public record Attached(String name, String content) {
    }

    /** Disputes a line: 201 with its address in {@code Location}. A line is disputed once, so it needs no key. */
    @POST
    @Requires(SettlementPermission.DISPUTE)
    public Response raise(Body<Raise> body) {
        Raise raise = Body.required(body, "statement");
        if (raise.statement() == null || raise.line() == null) {
            throw Problem.missing(raise.statement() == null ? "statement" : "line");
        }
        Dispute raised = disputes.raise(actor.get(), new RaiseDispute(raise.statement(), PostingKey.parse(raise.line()),
                raise.claimed() == null ? null : Money.parse(raise.claimed(), actor.tenant().currency()), raise.reason(), proof(raise.proof())));
        return Response.created(URI.create((actor.may("area:agent") ? "agent" : "dealer") + "/v1/disputes/" + raised.code())).entity(Answer.of(raised))
                .build();
    }

    private static Proof proof(Attached file) {
        if (file == null || file.content() == null) {
            return null;
        }
        try {
            return Proof.of(file.name(), Base64.getDecoder().decode(file.content()));
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("proof", file.name());
        }
    }

    /** Takes it back; one that was taken back already is refused, so it needs no key. */
    @POST
    @Path("{code}/withdraw")
    @Requires(SettlementPermission.DISPUTE)
    public Answer withdraw(@PathParam("code") String code) {
        return Answer.of(disputes.withdraw(actor.get(), code));
    }
}
