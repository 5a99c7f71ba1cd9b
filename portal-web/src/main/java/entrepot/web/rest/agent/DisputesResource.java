package entrepot.web.rest.agent;

import entrepot.web.rest.MemberDisputeVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The member's disputes of single lines. */
@Path("agent/v1/disputes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class DisputesResource extends MemberDisputeVerbs {
}
