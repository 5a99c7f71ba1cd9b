package entrepot.web.pages.agent.orders;

import entrepot.commission.CommissionPermission;
import entrepot.commission.Forecasts;
import entrepot.kernel.Money;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.Order;
import entrepot.ordering.OrderHolds;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
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
    private Forecasts forecasts;
    @Inject
    private OrderEarnings earnings;
    @Inject
    private CurrentActor actor;

    private Map<String, Money> commission = Map.of();
    private Map<Long, String> shops;

    @Override
    public void load() {
        super.load();
        shops = subShops.list(actor.get()).stream().collect(Collectors.toMap(s -> s.id().value(), SubShop::name));
        Map<Boolean, List<String>> codes = getRows().stream().filter(earnings::known)
                .collect(Collectors.partitioningBy(earnings::open, Collectors.mapping(Order::code, Collectors.toList())));
        commission = actor.may(CommissionPermission.READ) ? forecasts.ofOrders(actor.get(), codes.get(true), codes.get(false)) : Map.of();
    }

    /** Whether any order of the page earns something that who looks may know of. */
    public boolean isCommissionKnown() {
        return !commission.isEmpty();
    }

    /** What an order earned its member, or is expected to; null where that is nothing. */
    public Money commission(Order order) {
        return commission.get(order.code());
    }

    /** Whether that is still to be earned. */
    public boolean isExpected(Order order) {
        return earnings.open(order);
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
