package entrepot.web.rest.agent;

import entrepot.commission.CommissionPermission;
import entrepot.commission.Explanation;
import entrepot.commission.Forecast;
import entrepot.kernel.Money;
import entrepot.ordering.OrderQuote;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.CommissionVerbs;
import entrepot.web.rest.Paged;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The member's commission at a glance: pending (what the next weeks will bring), due, and the month's volume. */
@Path("agent/v1/commission")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class CommissionResource extends CommissionVerbs {

    @Inject
    private Orders orders;

    /** What an order would earn in one part, and why; nothing is promised. */
    public record Expected(String earner, Money amount, List<Explanation> why) {

        static Expected of(Forecast.OfOrder each) {
            return new Expected(each.earner().name(), each.amount(), each.why());
        }
    }

    /** What an order of the member's would earn it if all of it were delivered now. */
    @GET
    @Path("orders/{code}")
    public Paged<Expected> ofOrder(@PathParam("code") String code) {
        orders.get(actor.get(), code);
        return new Paged<>(forecasts.ofOrder(actor.get(), code).stream().map(Expected::of).toList(), null);
    }

    /** The same of an order that is not placed yet; it is not placed by asking. */
    @POST
    @Path("forecast")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(CommissionPermission.READ)
    public Paged<Expected> forecast(Body<OrderResource.NewOrder> body) {
        PlaceOrder command = Body.required(body, "subShop").command();
        OrderQuote quote = orders.quote(actor.get(), command);
        return new Paged<>(forecasts.ofQuote(actor.get(), command.subShopCode(), command.shipTo().province(), quote).stream().map(Expected::of).toList(), null);
    }
}
