package entrepot.web.rest.finance;

import entrepot.bank.BankLine;
import entrepot.bank.BankLines;
import entrepot.bank.BankPermission;
import entrepot.bank.MatchKind;
import entrepot.bank.Proposed;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.ProposalAnswer;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;

/** Movements at the bank and what they are, by {@link BankLines}. */
@Path("finance/v1/bank-lines")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class BankLinesResource {

    @Inject
    private BankLines lines;
    @Inject
    private CurrentActor actor;

    /** A movement; {@code settledAs} and {@code target} once somebody has said what it is. */
    public record Line(String code, String statement, LocalDate bookedOn, Money amount, String name, String text, String state, String settledAs, String target) {

        static Line of(BankLine line) {
            return new Line(line.code(), line.statement(), line.bookedOn(), line.amount(), line.name(), line.text(), line.state().name(),
                    line.settledAs() == null ? null : line.settledAs().name(), line.target());
        }
    }

    /** A line with what it probably is, how sure that is and why; nothing is proposed for a settled one. */
    public record Matched(Line line, String as, String target, String confidence, String why) {

        static Matched of(BankLine line, Proposed proposed) {
            return proposed == null ? new Matched(Line.of(line), null, null, null, null)
                    : new Matched(Line.of(line), proposed.kind().name(), proposed.target(), proposed.confidence().name(), proposed.why().name());
        }
    }

    /** What a line is: {@code target} is the code of the top-up, member, payout or batch; {@code reason} for SUSPENSE and BOUNCED. */
    public record Settlement(MatchKind as, String target, String reason) {
    }

    /** A line with what it probably is. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        BankLine line = lines.get(actor.get(), code);
        return Versions.answer(request, Matched.of(line, line.state() == BankLine.State.OPEN ? lines.proposed(actor.get(), code) : null));
    }

    /** Says what it is and posts it; the same key and body answer the same. */
    @POST
    @Path("{code}/settle")
    @Requires(BankPermission.MATCH)
    public Line settle(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<Settlement> body) {
        return Line.of(Thing.first(() -> lines.get(actor.get(), code), () -> {
            Settlement settlement = Body.required(body, "as");
            return lines.settleOnce(actor.get(), code, new BankLines.Settle(settlement.as(), settlement.target(), settlement.reason()), key);
        }));
    }

    /** Says that it was settled wrongly: what waits for another person. A second proposal takes the first one's place, so it needs no key. */
    @POST
    @Path("{code}/reopen")
    @Requires(BankPermission.PROPOSE)
    public ProposalAnswer reopen(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> lines.get(actor.get(), code), () -> {
            lines.proposeReopen(actor.get(), code, Reason.required(body));
            return ProposalAnswer.of(lines.reopening(actor.get(), code));
        });
    }

    /** Agrees: what the line was is reversed, and it is open again; by another person. */
    @POST
    @Path("{code}/reopen/approve")
    public Line approveReopen(@PathParam("code") String code) {
        waiting(code);
        return Line.of(lines.approveReopen(actor.get(), code));
    }

    /** It was right, and stays as it is; by another person. */
    @POST
    @Path("{code}/reopen/reject")
    @Requires(BankPermission.APPROVE)
    public Line rejectReopen(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> lines.get(actor.get(), code), () -> {
            String why = Reason.required(body);
            waiting(code);
            lines.rejectReopen(actor.get(), code, why);
            return Line.of(lines.get(actor.get(), code));
        });
    }

    private void waiting(String code) {
        if (lines.reopening(actor.get(), code) == null) {
            throw new Problem(ApprovalProblem.ALREADY_DECIDED).with("code", code).with("state", "");
        }
    }
}
