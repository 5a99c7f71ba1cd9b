package entrepot.web.pages.agent.orders;

import entrepot.ordering.HoldRuleBook;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.OrderRequests;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.lists.NumbersBack;
import entrepot.ordering.StockOut;
import entrepot.ordering.StockOutState;
import entrepot.ordering.StockOuts;
import entrepot.ordering.Quotation;
import entrepot.ordering.Quotations;
import entrepot.lists.ShippingLists;
import entrepot.platform.access.Actor;
import entrepot.pricing.PricingPermission;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import entrepot.web.pages.frame.TenantTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What waits about orders: those to be shipped, and files with rows to repair. */
@ApplicationScoped
class OrderCards implements DeskCards {

    private static final int ASKED_MAX = 200;

    @Inject
    private Orders orders;
    @Inject
    private OrderRequests requests;
    @Inject
    private Quotations quotations;
    @Inject
    private TenantTime time;
    @Inject
    private ShippingLists lists;
    @Inject
    private NumbersBack numbersBack;
    @Inject
    private StockOuts stockOuts;
    @Inject
    private HoldRuleBook holdRules;

    @Override
    public List<DeskCard> cards(Actor actor) {
        List<DeskCard> cards = new ArrayList<>();
        if (!actor.may(OrderPermission.VIEW) && !actor.may(OrderPermission.ANSWER)) {
            return cards;
        }
        List<StockOut> missing = !actor.may(OrderPermission.VIEW) ? List.of() : stockOuts.open(actor).stream().filter(one -> one.state() == StockOutState.OPEN).toList();
        // finance sees orders, but has no page of them
        if (!missing.isEmpty() && (actor.may("area:agent") || actor.may("area:hq"))) {
            cards.add(DeskCard.of(actor.headquarters() ? "stock-out.desk.hq" : "stock-out.desk", "pi-exclamation-triangle", missing.size(), missing.get(0).askedAt(),
                    (actor.may("area:agent") ? "/agent" : "/hq") + "/orders/stock-outs"));
        }
        if (actor.may("area:agent")) {
            Map<OrderState, Long> open = orders.open(actor);
            cards.add(DeskCard.of("orders.desk.open", "pi-box", toShip(actor), null, "/agent/orders/list?view=open"));
            some(cards, "orders.desk.late", "pi-clock", orders.countLate(actor, time.now()), "/agent/orders/list?view=late");
            some(cards, "orders.desk.questions", "pi-question-circle", orders.asked(actor, null, ASKED_MAX).size(),
                    "/agent/orders/list?view=action");
            some(cards, "orders.desk.funds", "pi-wallet", open.getOrDefault(OrderState.WAITING_FUNDS, 0L),
                    "/agent/orders/list?view=funds");
            some(cards, "orders.desk.offers", "pi-comments",
                    quotations.open(actor).getOrDefault(Quotation.State.ANSWERED, 0L), "/agent/quotations/list");
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
            if (actor.may(OrderPermission.RELEASE)) {
                some(cards, "orders.desk.hold", "pi-pause", orders.open(actor).getOrDefault(OrderState.ON_HOLD, 0L),
                        "/hq/orders/list?view=hold");
            }
            if (actor.may(OrderPermission.RULES)) {
                some(cards, "orders.desk.rules", "pi-check-square", holdRules.toDecide(actor).count(), "/hq/orders/rules");
            }
            if (actor.may(OrderPermission.ANSWER)) {
                some(cards, "orders.desk.requests", "pi-directions", requests.waiting(actor, ASKED_MAX).size(), "/hq/orders/requests");
                some(cards, "orders.desk.intercepts", "pi-map-marker", requests.pursued(actor, ASKED_MAX).size(), "/hq/orders/requests");
            }
            if (actor.may(OrderPermission.QUOTE)) {
                some(cards, "orders.desk.quotations", "pi-comments",
                        quotations.open(actor).getOrDefault(Quotation.State.ASKED, 0L), "/hq/quotations/list");
            }
            if (actor.may(PricingPermission.APPROVE)) {
                some(cards, "orders.desk.cheap", "pi-comments", quotations.toDecide(actor).count(), "/hq/quotations/list");
            }
        } else if (actor.may("area:dealer") && actor.may(OrderPermission.ANSWER)) {
            some(cards, "orders.desk.requests", "pi-directions", requests.waiting(actor, ASKED_MAX).size(),
                    "/dealer/shipments/requests");
            some(cards, "orders.desk.intercepts", "pi-map-marker", requests.pursued(actor, ASKED_MAX).size(),
                    "/dealer/shipments/requests");
        }
        return cards;
    }

    /** What there is none of needs no card. */
    private static void some(List<DeskCard> cards, String key, String icon, long count, String to) {
        if (count > 0) {
            cards.add(DeskCard.of(key, icon, count, null, to));
        }
    }

    private long toShip(Actor actor) {
        Map<OrderState, Long> open = orders.open(actor);
        return open.entrySet().stream().filter(entry -> entry.getKey() != OrderState.SHIPPED)
                .mapToLong(Map.Entry::getValue).sum();
    }
}
