package entrepot.web.rest.agent;

import entrepot.web.rest.MemberTaxVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What was withheld of the member's payments, and its certificates. */
@Path("agent/v1/tax")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class TaxResource extends MemberTaxVerbs {
}
