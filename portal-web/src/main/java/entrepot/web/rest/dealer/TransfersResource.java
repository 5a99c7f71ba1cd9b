package entrepot.web.rest.dealer;

import entrepot.web.rest.TransferVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Transfers from and to the dealer's warehouses. */
@Path("dealer/v1/transfers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class TransfersResource extends TransferVerbs {
}
