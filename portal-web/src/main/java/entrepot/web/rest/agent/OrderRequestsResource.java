package entrepot.web.rest.agent;

import entrepot.ordering.OrderRequests;
import entrepot.web.rest.RequestAnswer;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the member asked about packed parcels; asked under its order. */
@Path("agent/v1/order-requests")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class OrderRequestsResource {

    @Inject
    private OrderRequests requests;
    @Inject
    private CurrentActor actor;

    /** One request with its answer. */
    @GET
    @Path("{code}")
    public RequestAnswer get(@PathParam("code") String code) {
        return RequestAnswer.of(requests.get(actor.get(), code));
    }

    /** Does not want it any more. */
    @POST
    @Path("{code}/withdraw")
    public RequestAnswer withdraw(@PathParam("code") String code) {
        return RequestAnswer.of(requests.withdraw(actor.get(), code));
    }
}
