package entrepot.web.rest.dealer;

import entrepot.web.rest.MemberTaxVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What was withheld of the dealer's payments, and its certificates. */
@Path("dealer/v1/tax")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class TaxResource extends MemberTaxVerbs {
}
