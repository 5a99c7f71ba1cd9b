package entrepot.web.rest.hq;

import entrepot.web.rest.EnteredDeductionVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Deductions as headquarters enters them. */
@Path("hq/v1/deductions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class DeductionsResource extends EnteredDeductionVerbs {
}
