package entrepot.web.pages.agent.orders;

import entrepot.ordering.OrderFilter;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.Orders;
import entrepot.lists.ShippingLists;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** Finds orders by their code or their number where they were sold, and shipping lists by their code. */
@ApplicationScoped
class OrderCodes implements CodeFinder {

    @Inject
    private Orders orders;
    @Inject
    private ShippingLists lists;

    @Override
    public Optional<String> find(Actor actor, String code) {
        boolean agent = actor.may("area:agent");
        if (!actor.may(OrderPermission.VIEW) || !agent && !actor.may("area:hq")) {
            return Optional.empty();
        }
        if (code.startsWith("LST-")) {
            return agent ? lists.find(actor, code).map(list -> "/agent/lists/detail?code=" + list.code())
                    : Optional.empty();
        }
        return orders.list(actor, new OrderFilter(Set.of(), null, code), null, 1).stream().findFirst()
                .map(order -> (agent ? "/agent" : "/hq") + "/orders/detail?code=" + order.code());
    }
}
