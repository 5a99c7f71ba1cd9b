package entrepot.ordering;

import entrepot.kernel.OrderId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Orders of members to their buyers. */
@UseCases
@ApplicationScoped
public class Orders {

    /**
     * Places an order in one transaction: priced, freight quoted, routed, stock reserved, wallet held, consignments
     * offered. A refusal changes nothing.
     *
     * @param key the caller's idempotency key: the same key and order give the same receipt, and one order
     */
    @Requires(OrderPermission.PLACE)
    public OrderReceipt place(Actor actor, PlaceOrder command, String key) {
        throw new UnsupportedOperationException();
    }

    /** @throws Problem NOT_FOUND for another member's order */
    @Requires(OrderPermission.VIEW)
    public Order get(Actor actor, String code) {
        throw new UnsupportedOperationException();
    }

    /** The newest first, without lines; {@code after} is the code of the last order of the page before, or null. */
    @Requires(OrderPermission.VIEW)
    public List<Order> list(Actor actor, OrderFilter filter, String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Requires(OrderPermission.VIEW)
    public List<OrderLine> lines(Actor actor, OrderId order) {
        throw new UnsupportedOperationException();
    }

    /** Cancels an order of which nothing was shipped: consignments, stock and money go back. */
    @Requires(OrderPermission.CANCEL)
    public Order cancel(Actor actor, String code, String reason) {
        throw new UnsupportedOperationException();
    }
}
