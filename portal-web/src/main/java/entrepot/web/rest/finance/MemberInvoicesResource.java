package entrepot.web.rest.finance;

import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.MemberInvoice;
import entrepot.invoicing.MemberInvoices;
import entrepot.kernel.Money;
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

/** The invoices that members write for their commission, by {@link MemberInvoices}. */
@Path("finance/v1/member-invoices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class MemberInvoicesResource {

    @Inject
    private MemberInvoices invoices;
    @Inject
    private CurrentActor actor;

    /** An invoice for a statement. */
    public record Received(String code, String member, String statement, String number, LocalDate issuedOn, Money net, Money vat, String state,
                           String reason) {

        /** As members and finance see it. */
        public static Received of(MemberInvoice each) {
            return new Received(each.code(), each.memberCode(), each.statement(), each.number(), each.issuedOn(), each.net(), each.vat(),
                    each.state().name(), each.reason());
        }
    }

    /** Newest first. */
    @GET
    public Paged<Received> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(invoices.list(actor.get(), null, after, rows + 1), rows, MemberInvoice::code).map(Received::of);
    }

    /** One invoice. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Received.of(invoices.get(actor.get(), code)));
    }

    /** Accepts it: what waited for it may be paid. */
    @POST
    @Path("{code}/accept")
    public Received accept(@PathParam("code") String code) {
        return Received.of(invoices.accept(actor.get(), code));
    }

    /** Rejects it with a reason; the member hands in another. */
    @POST
    @Path("{code}/reject")
    @Requires(InvoicingPermission.ISSUE)
    public Received reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> invoices.get(actor.get(), code), () -> Received.of(invoices.reject(actor.get(), code, Reason.required(body))));
    }
}
