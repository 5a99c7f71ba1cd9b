package entrepot.web.rest.hq;

import entrepot.web.rest.SimulationVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Simulations as the plan's owner starts and reads them. */
@Path("hq/v1/simulations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class SimulationsResource extends SimulationVerbs {
}
