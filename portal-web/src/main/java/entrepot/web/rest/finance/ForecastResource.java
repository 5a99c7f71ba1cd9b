package entrepot.web.rest.finance;

import entrepot.web.rest.ForecastVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What is paid when. */
@Path("finance/v1/forecast")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ForecastResource extends ForecastVerbs {
}
