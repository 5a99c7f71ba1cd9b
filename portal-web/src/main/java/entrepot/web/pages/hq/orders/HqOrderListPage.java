package entrepot.web.pages.hq.orders;

import entrepot.network.Organisations;
import entrepot.ordering.Order;
import entrepot.ordering.OrderHolds;
import entrepot.web.pages.agent.orders.OrderListing;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.Map;

/** All members' orders, with whose each is. */
@Named
@RequestScoped
public class HqOrderListPage extends OrderListing {

    @Inject
    private OrderHolds holds;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    private final Map<Long, String> names = new HashMap<>();

    /** Those that are ticked go on. */
    public String release() {
        return said("orders.hold.some", holds.releaseAll(actor.get(), picked(), getWhy()));
    }

    /** A member is asked for once a page. */
    public String seller(Order order) {
        return names.computeIfAbsent(order.seller().value(), id -> organisations.get(actor.get(), order.seller()).name());
    }
}
