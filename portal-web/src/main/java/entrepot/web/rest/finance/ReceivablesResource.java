package entrepot.web.rest.finance;

import entrepot.invoicing.Charge;
import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.Receivable;
import entrepot.invoicing.Receivables;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.approval.Proposal;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.HeaderParam;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;

/** What members owe apart from goods, by {@link Receivables}. */
@Path("finance/v1/receivables")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class ReceivablesResource {

    @Inject
    private Receivables receivables;
    @Inject
    private CurrentActor actor;

    /** A charge; {@code open} is what is neither paid, credited, settled nor lost. */
    public record Charged(String code, String member, String kind, String title, Money net, Money vat, Money open, LocalDate issuedOn, LocalDate dueOn,
                          String state) {

        /** As members and finance see it. */
        public static Charged of(Receivable each) {
            return new Charged(each.code(), each.memberCode(), each.kind().name(), each.title(), each.net(), each.vat(), each.open(), each.issuedOn(),
                    each.dueOn(), each.state().name());
        }
    }

    /** A part of a charge, in major units; {@code reference} is the bank's, or the reason. */
    public record Part(BigDecimal amount, String reference) {
    }

    /** Charges a member: 201 with its address; the same key and body answer the same. */
    @POST
    @Requires(InvoicingPermission.ISSUE)
    public Response charge(@HeaderParam(IdempotencyKey.HEADER) String key, Body<Charge> body) {
        Receivable charged = receivables.charge(actor.get(), Body.required(body, "member"), key);
        return Response.created(URI.create("finance/v1/receivables/" + charged.code())).entity(Charged.of(charged)).build();
    }

    /** Newest first; {@code open=true} for those of which something is open. */
    @GET
    public Paged<Charged> list(@QueryParam("open") Boolean open, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(receivables.list(actor.get(), Boolean.TRUE.equals(open), after, rows + 1), rows, Receivable::code).map(Charged::of);
    }

    /** One charge. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Charged.of(receivables.get(actor.get(), code)));
    }

    /** It was paid at the bank. */
    @POST
    @Path("{code}/pay")
    @Requires(InvoicingPermission.ISSUE)
    public Charged pay(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<Part> body) {
        return Thing.first(() -> receivables.get(actor.get(), code), () -> Charged.of(receivables.paidAtBank(actor.get(), part(code, body), key)));
    }

    /** Takes it, or a part of it, back with its tax. */
    @POST
    @Path("{code}/credit")
    @Requires(InvoicingPermission.ISSUE)
    public Charged credit(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<Part> body) {
        return Thing.first(() -> receivables.get(actor.get(), code), () -> Charged.of(receivables.credit(actor.get(), part(code, body), key)));
    }

    /** Proposes that what is open is lost; the same again takes the place of the first, so it needs no key. */
    @POST
    @Path("{code}/write-off")
    @Requires(InvoicingPermission.ISSUE)
    public CreditProposalsResource.Answer writeOff(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> receivables.get(actor.get(), code), () -> {
            receivables.proposeLost(actor.get(), code, Reason.required(body));
            return CreditProposalsResource.Answer.of(receivables.waitingLost(actor.get(), code));
        });
    }

    /** Approves that what was proposed is lost; by another person. */
    @POST
    @Path("{code}/write-off/approve")
    public Charged approve(@PathParam("code") String code) {
        return Charged.of(receivables.approveLost(actor.get(), proposed(code)));
    }

    /** Rejects that with a reason; by another person. */
    @POST
    @Path("{code}/write-off/reject")
    @Requires(InvoicingPermission.APPROVE)
    public Charged reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> receivables.get(actor.get(), code), () -> {
            String why = Reason.required(body);
            receivables.rejectLost(actor.get(), proposed(code), why);
            return Charged.of(receivables.get(actor.get(), code));
        });
    }

    private String proposed(String code) {
        Proposal waiting = receivables.waitingLost(actor.get(), code);
        if (waiting == null) {
            receivables.get(actor.get(), code);
            throw new Problem(ApprovalProblem.ALREADY_DECIDED).with("code", code).with("state", "");
        }
        return waiting.code();
    }

    private static Receivables.Part part(String code, Body<Part> body) {
        Part part = Body.required(body, "amount");
        return new Receivables.Part(code, part.amount(), part.reference());
    }
}
