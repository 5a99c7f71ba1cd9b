package entrepot.web.rest.dealer;

import entrepot.web.rest.MemberInvoiceVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the dealer was charged, and its own invoices for what it is paid. */
@Path("dealer/v1/invoices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class InvoicesResource extends MemberInvoiceVerbs {
}
