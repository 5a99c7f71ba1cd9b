package entrepot.web.rest.dealer;

import entrepot.web.rest.QualityHoldVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Pieces set apart in the dealer's warehouses. */
@Path("dealer/v1/quality-holds")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class QualityHoldsResource extends QualityHoldVerbs {
}
