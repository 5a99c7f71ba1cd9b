package entrepot.web.rest.finance;

import entrepot.invoicing.Fapiao;
import entrepot.invoicing.FapiaoRequests;
import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.Party;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
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
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Members' requests for tax invoices, by {@link FapiaoRequests}. */
@Path("finance/v1/invoice-requests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class InvoiceRequestsResource {

    @Inject
    private FapiaoRequests requests;
    @Inject
    private CurrentActor actor;

    /** A request; {@code number} is the invoice's once it is issued, {@code corrected} what red letters took back. */
    public record Asked(String code, String member, LocalDate from, LocalDate to, String type, Party buyer, Money gross, Money vat, Money corrected,
                        String state, String number, LocalDate issuedOn, String reason) {

        /** As members and finance see it. */
        public static Asked of(Fapiao each) {
            return new Asked(each.code(), each.memberCode(), each.from(), each.to(), each.type().name(), each.buyer(), each.gross(), each.vat(),
                    each.corrected(), each.state().name(), each.number(), each.issuedOn(), each.reason());
        }
    }

    /** The number that the invoicing software gave; {@code issuedOn} is today where it is not said. */
    public record Number(String number, LocalDate issuedOn) {
    }

    /** A request's number. */
    public record Numbered(String request, String number, LocalDate issuedOn) {
    }

    /** The numbers that the invoicing software gave. */
    public record Numbers(List<Numbered> numbers) {
    }

    /** How many were taken, and which not and why; {@code line} counts from 1. */
    public record Taken(int taken, List<FapiaoRequests.LeftOut> leftOut) {
    }

    /** Newest first; {@code state=REQUESTED} is what the invoicing software has to issue. */
    @GET
    public Paged<Asked> list(@QueryParam("state") String state, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        Fapiao.State only = state == null ? null : Arrays.stream(Fapiao.State.values()).filter(each -> each.name().equals(state)).findFirst()
                .orElseThrow(() -> Problem.invalid("state", state));
        return Paged.of(requests.list(actor.get(), only, after, rows + 1), rows, Fapiao::code).map(Asked::of);
    }

    /** One request. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Asked.of(requests.get(actor.get(), code)));
    }

    /** Takes many numbers, each by itself: what cannot be taken is left out and named. A number is taken once, so it needs no key. */
    @POST
    @Path("numbers")
    @Requires(InvoicingPermission.ISSUE)
    public Taken numbers(Body<Numbers> body) {
        Numbers said = Body.required(body, "numbers");
        if (said.numbers() == null) {
            throw Problem.missing("numbers");
        }
        FapiaoRequests.Imported imported = requests.take(actor.get(), Body.each("numbers", said.numbers()).stream()
                .map(each -> new FapiaoRequests.Numbered(each.request(), each.number(), each.issuedOn())).toList());
        return new Taken(imported.taken(), imported.leftOut());
    }

    /** The software has issued it. */
    @POST
    @Path("{code}/issue")
    @Requires(InvoicingPermission.ISSUE)
    public Asked issue(@PathParam("code") String code, Body<Number> body) {
        return Thing.first(() -> requests.get(actor.get(), code), () -> {
            Number number = Body.required(body, "number");
            return Asked.of(requests.issue(actor.get(), code, number.number(), number.issuedOn(), null));
        });
    }

    /** It cannot be issued, with the reason. */
    @POST
    @Path("{code}/reject")
    @Requires(InvoicingPermission.ISSUE)
    public Asked reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> requests.get(actor.get(), code), () -> Asked.of(requests.reject(actor.get(), code, Reason.required(body))));
    }
}
