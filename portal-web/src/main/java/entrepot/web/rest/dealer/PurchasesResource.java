package entrepot.web.rest.dealer;

import entrepot.web.rest.PurchaseVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the dealer buys for itself, and what headquarters ordered to its house. */
@Path("dealer/v1/purchases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class PurchasesResource extends PurchaseVerbs {
}
