package entrepot.web.rest.hq;

import entrepot.fulfilment.Consignments;
import entrepot.network.Organisations;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.Order;
import entrepot.ordering.OrderFilter;
import entrepot.ordering.OrderHolds;
import entrepot.ordering.OrderPermission;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.Thing;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.routing.Routing;
import entrepot.tracking.Tracking;
import entrepot.tracking.TrackingPermission;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Reason;
import entrepot.web.rest.Versions;
import entrepot.web.rest.agent.OrderAnswer;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The orders of all members. */
@Path("hq/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class OrderResource {

    @Inject
    private Orders orders;
    @Inject
    private OrderHolds holds;
    @Inject
    private SubShops subShops;
    @Inject
    private Organisations organisations;
    @Inject
    private Consignments consignments;
    @Inject
    private Tracking tracking;
    @Inject
    private Routing routing;
    @Inject
    private CurrentActor actor;

    /** @param seller the member's code */
    public record MemberOrder(String seller, String sellerName, OrderAnswer order) {
    }

    /** Lets an order on hold go on. */
    @POST
    @Path("{code}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(OrderPermission.RELEASE)
    public OrderAnswer release(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> orders.get(actor.get(), code), () -> whole(holds.release(actor.get(), code, Reason.of(body))));
    }

    /** Puts an order on hold of which nothing is packed. */
    @POST
    @Path("{code}/hold")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(OrderPermission.RELEASE)
    public OrderAnswer hold(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> orders.get(actor.get(), code), () -> whole(holds.hold(actor.get(), code, Reason.of(body))));
    }

    private OrderAnswer whole(Order order) {
        Actor who = actor.get();
        return OrderAnswer.whole(order, subShops.get(who, order.subShop()), orders.explanation(who, order.code()),
                consignments.byOrder(who, order.code()), routing.all(who, order.code()).stream().findFirst().orElse(null),
                who.may(TrackingPermission.VIEW) ? tracking.ofOrder(who, order.code()) : List.of());
    }

    /** Orders of all members, newest first, without lines and consignments. */
    @GET
    public Paged<OrderAnswer> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit,
                                   @QueryParam("state") String state, @QueryParam("seller") String seller) {
        int rows = Paged.limit(limit);
        Actor who = actor.get();
        Map<Long, SubShop> shops = subShops.list(who).stream()
                .collect(Collectors.toMap(shop -> shop.id().value(), Function.identity()));
        OrderFilter filter = new OrderFilter(entrepot.web.rest.agent.OrderResource.states(state), seller, "");
        return Paged.of(orders.list(who, filter, after, rows + 1), rows, Order::code)
                .map(order -> OrderAnswer.brief(order, shops));
    }

    /** One order of any member, with its lines, consignments and the reasons. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        Actor who = actor.get();
        Order order = orders.get(who, code);
        var seller = organisations.get(who, order.seller());
        return Versions.answer(request, new MemberOrder(seller.code(), seller.name(), whole(order)));
    }
}
