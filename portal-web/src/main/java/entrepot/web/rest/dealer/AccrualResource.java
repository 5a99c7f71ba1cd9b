package entrepot.web.rest.dealer;

import entrepot.web.rest.AccrualVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the dealer earned, amount by amount. */
@Path("dealer/v1/accruals")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AccrualResource extends AccrualVerbs {
}
