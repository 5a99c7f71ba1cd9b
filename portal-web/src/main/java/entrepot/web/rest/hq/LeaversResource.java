package entrepot.web.rest.hq;

import entrepot.settlement.Leavers;
import entrepot.settlement.Leaving;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** How far members are that leave, for who keeps the members; finance takes the steps. */
@Path("hq/v1/leavers")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class LeaversResource {

    @Inject
    private Leavers leavers;
    @Inject
    private CurrentActor actor;

    /**
     * What is still open of a member that leaves.
     *
     * @param settles whether the final run can be started
     * @param closes  whether nothing is left
     */
    public record State(String code, String name, String state, List<Leaving.Open> open, boolean settles, boolean closes) {
    }

    /** One of them, by the member's code. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        Leaving leaving = leavers.state(actor.get(), code);
        return Versions.answer(request, new State(leaving.member().code(), leaving.member().name(), leaving.member().state(), leaving.open(), leaving.settles(),
                leaving.closes()));
    }
}
