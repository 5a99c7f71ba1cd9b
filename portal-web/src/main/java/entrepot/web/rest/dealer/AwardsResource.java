package entrepot.web.rest.dealer;

import entrepot.web.rest.AwardVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The dealer's bonuses and corrections of a month, with all that they were computed from. */
@Path("dealer/v1/awards")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AwardsResource extends AwardVerbs {
}
