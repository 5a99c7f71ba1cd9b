package entrepot.web.rest.finance;

import entrepot.invoicing.FapiaoRequests;
import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.RedLetter;
import entrepot.kernel.Money;
import entrepot.platform.access.Requires;
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
import java.time.LocalDate;
import java.util.List;

/** What takes parts of issued invoices back: proposed by refunds, by {@link FapiaoRequests}. */
@Path("finance/v1/red-letters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class RedLettersResource {

    @Inject
    private FapiaoRequests requests;
    @Inject
    private CurrentActor actor;

    /** A red letter: the request and the invoice that it corrects, what it takes back of them, why. */
    public record Letter(String code, String request, String invoice, Money amount, Money vat, String why, String state, String number, LocalDate issuedOn,
                         List<RedLetter.Line> lines) {
    }

    /** Those that wait for a number, newest first, without their lines. */
    @GET
    public List<Letter> waiting() {
        return requests.reds(actor.get(), null).stream().map(red -> letter(red, List.of())).toList();
    }

    /** One, with the consignments that it takes back. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, letter(requests.red(actor.get(), code)));
    }

    /** The software has issued it. */
    @POST
    @Path("{code}/issue")
    @Requires(InvoicingPermission.ISSUE)
    public Letter issue(@PathParam("code") String code, Body<InvoiceRequestsResource.Number> body) {
        return Thing.first(() -> requests.red(actor.get(), code), () -> {
            InvoiceRequestsResource.Number number = Body.required(body, "number");
            return letter(requests.issueRed(actor.get(), code, number.number(), number.issuedOn()));
        });
    }

    /** It is not needed, with the reason. */
    @POST
    @Path("{code}/drop")
    @Requires(InvoicingPermission.ISSUE)
    public Letter drop(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> requests.red(actor.get(), code), () -> letter(requests.dropRed(actor.get(), code, Reason.required(body))));
    }

    private Letter letter(RedLetter red) {
        return letter(red, requests.redLines(actor.get(), red.code()));
    }

    private static Letter letter(RedLetter red, List<RedLetter.Line> lines) {
        return new Letter(red.code(), red.fapiao(), red.of(), red.amount(), red.vat(), red.why(), red.state().name(), red.number(), red.issuedOn(), lines);
    }
}
