package entrepot.web.rest.dealer;

import entrepot.ordering.OrderPermission;
import entrepot.ordering.OrderRequests;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.OrderRequestVerbs;
import entrepot.web.rest.RequestAnswer;
import entrepot.web.rest.Thing;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What members ask about the parcels that this dealer packed, and its answers. */
@Path("dealer/v1/order-requests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class OrderRequestsResource extends OrderRequestVerbs {

    @Inject
    private OrderRequests requests;
    @Inject
    private CurrentActor actor;

    /** One request with its answer. */
    @GET
    @Path("{code}")
    public RequestAnswer get(@PathParam("code") String code) {
        return RequestAnswer.of(requests.answerable(actor.get(), code));
    }

    /** Agrees: what is packed is unpacked or labelled anew, what has left is intercepted, and the member pays the usual fee. */
    @POST
    @Path("{code}/agree")
    @Requires(OrderPermission.ANSWER)
    public RequestAnswer agree(@PathParam("code") String code, Body<Words> body) {
        return Thing.first(() -> requests.answerable(actor.get(), code), () -> RequestAnswer.of(requests.agree(actor.get(), code, Words.of(body), null)));
    }
}
