package entrepot.web.rest.hq;

import entrepot.web.rest.LimitVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What members' sub-shops may order a day. */
@Path("hq/v1/sub-shops")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SubShopsResource extends LimitVerbs {
}
