package entrepot.web.rest.hq;

import entrepot.web.rest.WebhookVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Addresses that are told what happens to all orders and consignments, as Standard Webhooks 1.0.0 says. */
@Path("hq/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class WebhooksResource extends WebhookVerbs {
}
