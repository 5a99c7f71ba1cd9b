package entrepot.routing;

import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.geo.Address;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Routes and keeps the decisions. The reference of a decision is the order's code; a re-route adds another one. */
@ApplicationScoped
@UseCases
public class Routing {

    /**
     * Decides and keeps the decision. Sets nothing aside: {@code Consignments.create} does.
     *
     * @throws entrepot.kernel.Problem NOBODY_CAN_SHIP
     */
    @Requires(Requires.SYSTEM)
    public RoutingDecision route(Actor actor, String reference, Address shipTo, List<RouteLine> lines,
                                 Set<WarehouseId> excluded) {
        throw new UnsupportedOperationException();
    }

    /** The latest decision for a reference. The caller has checked that the actor may see the order. */
    @Requires(RoutingPermission.VIEW)
    public RoutingDecision get(Actor actor, String reference) {
        return all(actor, reference).get(0);
    }

    /** All decisions for a reference, the latest first. The caller has checked that the actor may see the order. */
    @Requires(RoutingPermission.VIEW)
    public List<RoutingDecision> all(Actor actor, String reference) {
        throw new UnsupportedOperationException();
    }
}
