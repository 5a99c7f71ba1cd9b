package entrepot.web.rest.finance;

import entrepot.web.rest.TaxVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What was withheld of all members' payments. */
@Path("finance/v1/tax")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class TaxResource extends TaxVerbs {
}
