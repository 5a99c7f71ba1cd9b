package entrepot.web.rest.agent;

import entrepot.web.rest.ForecastVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** When the member gets its money. */
@Path("agent/v1/forecast")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ForecastResource extends ForecastVerbs {
}
