package entrepot.web.rest.agent;

import entrepot.web.rest.WebhookVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Addresses that are told what happens to orders and their consignments, as Standard Webhooks 1.0.0 says. */
@Path("agent/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class WebhooksResource extends WebhookVerbs {
}
