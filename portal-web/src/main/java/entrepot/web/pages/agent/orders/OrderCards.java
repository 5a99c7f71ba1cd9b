package entrepot.web.pages.agent.orders;

import entrepot.ordering.OrderPermission;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.lists.NumbersBack;
import entrepot.ordering.StockOut;
import entrepot.ordering.StockOutState;
import entrepot.ordering.StockOuts;
import entrepot.lists.ShippingLists;
import entrepot.platform.access.Actor;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What waits about orders: those to be shipped, and files with rows to repair. */
@ApplicationScoped
class OrderCards implements DeskCards {

    @Inject
    private Orders orders;
    @Inject
    private ShippingLists lists;
    @Inject
    private NumbersBack numbersBack;
    @Inject
    private StockOuts stockOuts;

    @Override
    public List<DeskCard> cards(Actor actor) {
        List<DeskCard> cards = new ArrayList<>();
        if (!actor.may(OrderPermission.VIEW)) {
            return cards;
        }
        List<StockOut> missing = stockOuts.open(actor).stream().filter(one -> one.state() == StockOutState.OPEN).toList();
        if (!missing.isEmpty()) {
            cards.add(DeskCard.of("stock-out.desk", "pi-exclamation-triangle", missing.size(), missing.get(0).askedAt(),
                    (actor.may("area:agent") ? "/agent" : "/hq") + "/orders/stock-outs"));
        }
        if (actor.may("area:agent")) {
            cards.add(DeskCard.of("orders.desk.open", "pi-box", toShip(actor), null, "/agent/orders/list?view=open"));
            if (actor.may(OrderPermission.PLACE)) {
                ShippingLists.Waiting waiting = lists.waiting(actor);
                cards.add(DeskCard.of("orders.desk.lists", "pi-file-import", waiting.count(), waiting.oldest(),
                        "/agent/lists/list"));
                NumbersBack.Waiting numbers = numbersBack.waiting(actor);
                cards.add(DeskCard.of("lists.desk.numbers", "pi-truck", numbers.count(), numbers.oldest(),
                        "/agent/lists/numbers"));
            }
        } else if (actor.may("area:hq")) {
            cards.add(DeskCard.of("orders.desk.hq", "pi-box", toShip(actor), null, "/hq/orders/list?view=open"));
        }
        return cards;
    }

    private long toShip(Actor actor) {
        Map<OrderState, Long> open = orders.open(actor);
        return open.entrySet().stream().filter(entry -> entry.getKey() != OrderState.SHIPPED)
                .mapToLong(Map.Entry::getValue).sum();
    }
}
