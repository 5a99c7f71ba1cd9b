package entrepot.web.rest.agent;

import entrepot.invoicing.Fapiao;
import entrepot.invoicing.FapiaoRequests;
import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.RequestFapiao;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.MemberInvoiceVerbs;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Versions;
import entrepot.web.rest.finance.InvoiceRequestsResource;
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
import java.net.URI;

/** What the member was charged, its tax invoices by {@link FapiaoRequests}, and its own invoices for what it is paid. */
@Path("agent/v1/invoices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class InvoicesResource extends MemberInvoiceVerbs {

    @Inject
    private FapiaoRequests requests;
    @Inject
    private CurrentActor actor;

    /** The member's requests for tax invoices, newest first. */
    @GET
    @Path("requests")
    public Paged<InvoiceRequestsResource.Asked> requests(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(requests.list(actor.get(), null, after, rows + 1), rows, Fapiao::code).map(InvoiceRequestsResource.Asked::of);
    }

    /** One request. */
    @GET
    @Path("requests/{code}")
    public Response request(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, InvoiceRequestsResource.Asked.of(requests.get(actor.get(), code)));
    }

    /** Asks for an invoice over what was shipped in those days and stands on none: 201 with its address; the same key and body answer the same. */
    @POST
    @Path("requests")
    @Requires(InvoicingPermission.REQUEST)
    public Response ask(@HeaderParam(IdempotencyKey.HEADER) String key, Body<RequestFapiao> body) {
        Fapiao asked = requests.request(actor.get(), Body.required(body, "from"), key);
        return Response.created(URI.create("agent/v1/invoices/requests/" + asked.code())).entity(InvoiceRequestsResource.Asked.of(asked)).build();
    }
}
