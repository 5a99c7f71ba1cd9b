package entrepot.web.rest.dealer;

import entrepot.web.rest.CommissionVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the dealer has earned, and what is to come. */
@Path("dealer/v1/commission")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class CommissionResource extends CommissionVerbs {
}
