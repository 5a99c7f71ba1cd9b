package entrepot.web.rest.finance;

import entrepot.web.rest.StatementVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** All members' statements. */
@Path("finance/v1/statements")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class StatementsResource extends StatementVerbs {
}
