package entrepot.web.rest.dealer;

import entrepot.web.rest.MemberDeductionVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What was taken from the dealer's commission. */
@Path("dealer/v1/deductions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class DeductionsResource extends MemberDeductionVerbs {
}
