package entrepot.web.rest.agent;

import entrepot.commission.Accruals;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** The member's commission at a glance: pending (what the next weeks will bring), due, and the month's volume. */
@Path("agent/v1/commission")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class CommissionResource {

    @Inject
    private Accruals accruals;
    @Inject
    private CurrentActor actor;

    /** What the organisation has earned: pending, due, and the volume of the month. */
    @GET
    public Response earnings(@Context Request request) {
        return Versions.answer(request, accruals.earnings(actor.get(), actor.get().organisation()));
    }
}
