package entrepot.web.rest.agent;

import entrepot.web.rest.AccrualVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** What the member earned, line by line. */
@Path("agent/v1/accruals")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AccrualResource extends AccrualVerbs {

    /** One amount earned, with how it was computed, and what became of it. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return one(code, request);
    }
}
