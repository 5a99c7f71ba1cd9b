package entrepot.web.pages.agent.orders;

import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.Order;
import entrepot.ordering.OrderHolds;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.stream.Collectors;

/** A member's orders, with the sub-shop that each came from. */
@Named
@RequestScoped
public class OrderListPage extends OrderListing {

    @Inject
    private OrderHolds holds;
    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;

    private Map<Long, String> shops;

    @Override
    public void load() {
        super.load();
        shops = subShops.list(actor.get()).stream().collect(Collectors.toMap(s -> s.id().value(), SubShop::name));
    }

    /** Those that are ticked are meant. */
    public String ship() {
        return said("orders.hold.some", holds.shipAll(actor.get(), picked()));
    }

    /** Those that are ticked are not meant. */
    public String cancel() {
        return said("orders.bulk.cancelled", holds.cancelAll(actor.get(), picked(), getWhy()));
    }

    public String shop(Order order) {
        return shops.getOrDefault(order.subShop().value(), "");
    }
}
