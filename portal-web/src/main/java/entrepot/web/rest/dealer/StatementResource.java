package entrepot.web.rest.dealer;

import entrepot.web.rest.MemberStatementVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The dealer's statements, and its word that one is right. */
@Path("dealer/v1/statements")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class StatementResource extends MemberStatementVerbs {
}
