package entrepot.ordering;

import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.NewConsignments;
import entrepot.inventory.InventoryProblem;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.pricing.LineRequest;
import entrepot.pricing.Prices;
import entrepot.routing.Routing;
import entrepot.routing.RoutingDecision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the warehouses for a written order, sets their stock aside and makes its consignments. */
@ApplicationScoped
class OrderRoute {

    /** How often an order is routed anew when others were quicker at the stock. */
    private static final int ROUTES_MAX = 5;

    @Inject
    private Routing routing;

    @Inject
    private Consignments consignments;

    @Inject
    private Prices prices;

    @Inject
    private BusinessClock clock;

    /**
     * Routes and offers; anew when somebody else was quicker at the stock that the decision counted on.
     *
     * @param basket what it holds, line by line in the order of its lines
     * @param held   whether the consignments wait for an answer about the order
     * @throws Problem NOBODY_CAN_SHIP, INSUFFICIENT_STOCK, LABEL_FOR_ONE_PARCEL
     */
    RoutingDecision take(Actor actor, Order order, Basket basket, boolean held) {
        List<NewConsignments.Line> lines = order.lines().stream().map(line -> new NewConsignments.Line(line.no(),
                line.variant(), line.sku(), line.title(), line.quantity(), line.supplyTotal())).toList();
        for (int route = 1; ; route++) {
            RoutingDecision decision = Placement.labelled(basket.command(), routing.route(actor, order.code(), order.seller(),
                    order.shipTo(), Placement.routeLines(basket, order.lines()), Set.of()));
            try {
                consignments.create(actor, new NewConsignments(order.code(), order.seller(), basket.seller().subShop().name(), order.shipTo(),
                        order.remark(), order.gift(), order.shipBy(), order.freight(), lines, decision,
                        dealerSupply(actor, decision), held));
                return decision;
            } catch (Problem problem) {
                if (problem.code() != InventoryProblem.INSUFFICIENT_STOCK || route == ROUTES_MAX) {
                    throw problem;
                }
            }
        }
    }

    /** What dealers are credited for goods of their own: their own supply prices of one piece at this moment. */
    private List<NewConsignments.DealerSupply> dealerSupply(Actor actor, RoutingDecision decision) {
        List<NewConsignments.DealerSupply> supply = new ArrayList<>();
        for (RoutingDecision.Part part : decision.parts()) {
            if (part.ownGoods()) {
                Actor system = Actor.system(actor.tenant());
                prices.quote(system, part.dealer(), part.pieces().stream()
                                .map(piece -> new LineRequest(piece.variant(), 1)).toList(), clock.now())
                        .forEach(line -> supply.add(
                                new NewConsignments.DealerSupply(part.dealer(), line.variant(), line.supply())));
            }
        }
        return supply;
    }
}
