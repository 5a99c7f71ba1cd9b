package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What becomes of consignments. A dealer sees those offered to it, a member those of its orders, headquarters all. */
@ApplicationScoped
@UseCases
public class Consignments {

    /**
     * Writes an order's consignments, SETS THEIR STOCK ASIDE (the caller does not), offers them to their dealers
     * or hands them to central.
     *
     * @return their codes, in the order of the decision's parts
     * @throws entrepot.kernel.Problem INSUFFICIENT_STOCK if somebody else was quicker since the decision; nothing is
     *                                 written then, so the caller may route again and call again
     */
    @Requires(Requires.SYSTEM)
    public List<String> create(Actor actor, NewConsignments command) {
        throw new UnsupportedOperationException();
    }

    /** The consignments of an order, oldest first. */
    @Requires(FulfilmentPermission.VIEW)
    public List<Consignment> byOrder(Actor actor, String orderCode) {
        throw new UnsupportedOperationException();
    }

    /** The consignments of several orders in one statement, for lists; at most 500 orders. */
    @Requires(FulfilmentPermission.VIEW)
    public Map<String, List<Consignment>> byOrders(Actor actor, Collection<String> orderCodes) {
        throw new UnsupportedOperationException();
    }

    @Requires(FulfilmentPermission.VIEW)
    public Consignment get(Actor actor, String code) {
        throw new UnsupportedOperationException();
    }

    @Requires(FulfilmentPermission.VIEW)
    public Consignment get(Actor actor, ConsignmentId id) {
        throw new UnsupportedOperationException();
    }

    @Requires(FulfilmentPermission.FULFIL)
    public Consignment accept(Actor actor, String code) {
        throw new UnsupportedOperationException();
    }

    /** The dealer will not ship it: it goes to the next candidate in the same transaction. */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment decline(Actor actor, String code, String reason) {
        throw new UnsupportedOperationException();
    }

    @Requires(FulfilmentPermission.FULFIL)
    public Consignment pack(Actor actor, String code) {
        throw new UnsupportedOperationException();
    }

    /** The parcels leave: stock goes down, the books move. Packs on the way where that was not said before. */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment ship(Actor actor, String code, List<Consignment.Parcel> parcels) {
        throw new UnsupportedOperationException();
    }

    @Requires(FulfilmentPermission.FULFIL)
    public Consignment deliver(Actor actor, String code) {
        throw new UnsupportedOperationException();
    }

    /**
     * Cancels all consignments of an order and frees their stock.
     *
     * @throws entrepot.kernel.Problem ALREADY_PACKED if one of them is packed or gone; none is cancelled then
     */
    @Requires(Requires.SYSTEM)
    public void cancelOrder(Actor actor, String orderCode, String reason) {
        throw new UnsupportedOperationException();
    }
}
