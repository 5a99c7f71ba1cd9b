package entrepot.ordering;

import entrepot.catalog.Variant;
import entrepot.freight.FreightQuote;
import entrepot.fulfilment.NewConsignments;
import entrepot.inventory.Promise;
import entrepot.inventory.Stock;
import entrepot.kernel.Money;
import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.pricing.LineRequest;
import entrepot.pricing.PriceBook;
import entrepot.pricing.PriceQuestion;
import entrepot.pricing.PricedLine;
import entrepot.routing.RouteLine;
import entrepot.routing.Routing;
import entrepot.routing.RoutingDecision;
import entrepot.routing.RoutingTable;
import entrepot.wallet.Spendable;
import entrepot.wallet.Wallets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An order as it is decided: what it costs and from where it ships, with all reasons; nothing is written yet. Pure.
 *
 * @param presold of its variants, those that wait for goods that come later
 */
record Placement(OrderDraft draft, Order order, RoutingDecision decision, OrderLook.Found found, List<Promise> presold) {

    /**
     * What was read for some orders together once it was known what they hold. Orders that are decided one after the
     * other on the same terms see what the earlier ones took.
     *
     * @param spendable what members may still spend; who has no wallet is not there
     * @param looks     what a careful clerk would look up before they ship
     */
    record Terms(PriceBook prices, RoutingTable routes, Map<OrganisationId, Spendable> spendable, OrderLook.Looks looks,
                 Map<VariantId, Promise> promises) {
    }

    /**
     * Decides, and takes stock and money from the terms. What the wallet cannot pay waits, if it may.
     *
     * @param code     the order's
     * @param practice whether who orders practises, whatever the sub-shop is for
     * @throws Problem PRICE_OUTSIDE_BAND, ORDER_TOO_HEAVY, PLACE_NOT_SERVED, NOBODY_CAN_SHIP, INSUFFICIENT_FUNDS,
     *                 PRICE_CHANGED, SHOP_LIMIT_REACHED, LABEL_FOR_ONE_PARCEL
     */
    static Placement of(Basket basket, Terms terms, OrderId id, String code, boolean practice) {
        if (practice || basket.seller().subShop().practice()) {
            return practised(basket, terms, id, code);
        }
        OrderDraft draft = OrderDraft.of(basket, terms.prices());
        OrderLook.Found found = terms.looks().at(draft);
        List<Promise> presold = presold(draft, terms);
        terms.looks().overLimits(draft).ifPresent(refusal -> {
            throw refusal;
        });
        // who has no wallet has no money, and the books will say so
        Spendable spendable = terms.spendable().get(basket.buyer());
        boolean cannotPay = spendable != null && draft.total().compareTo(spendable.money()) > 0;
        if (cannotPay && basket.command().terms().waitForFunds()) {
            Placement waiting = new Placement(draft, order(draft, OrderState.WAITING_FUNDS, id, code, presold), null,
                    new OrderLook.Found(found.rules(), List.of()), presold);
            terms.looks().took(draft, code);
            return waiting;
        }
        Placement placement = new Placement(draft, order(draft, found.state(), id, code, presold), routed(draft, terms), found, presold);
        if (cannotPay) {
            throw Wallets.insufficient(new Wallets.Hold(basket.buyer(), code, draft.total()), spendable);
        }
        terms.spendable().computeIfPresent(basket.buyer(), (seller, money) -> money.minus(draft.total()));
        terms.routes().take(placement.decision());
        pieces(draft).forEach((variant, n) -> terms.promises().computeIfPresent(variant, (v, promise) -> promise.less(n)));
        terms.looks().took(draft, code);
        return placement;
    }

    /** For practice: decided on the same facts, taking nothing of them; nobody has doubts. */
    private static Placement practised(Basket basket, Terms terms, OrderId id, String code) {
        OrderDraft draft = OrderDraft.of(basket, terms.prices());
        List<Promise> presold = presold(draft, terms);
        return new Placement(draft, order(draft, OrderState.PRACTICE, id, code, presold), routed(draft, terms),
                new OrderLook.Found(terms.looks().at(draft).rules(), List.of()), presold);
    }

    boolean isReal() {
        return order.state().isReal();
    }

    /** The same without looking at money, and taking nothing. */
    static Placement quoted(Basket basket, Terms terms) {
        OrderDraft draft = OrderDraft.of(basket, terms.prices());
        OrderLook.Found found = terms.looks().at(draft);
        List<Promise> presold = presold(draft, terms);
        return new Placement(draft, order(draft, found.state(), null, "", presold), routed(draft, terms), found, presold);
    }

    private static Order order(OrderDraft draft, OrderState state, OrderId id, String code, List<Promise> presold) {
        Basket basket = draft.basket();
        PlaceOrder command = basket.command();
        return new Order(id, code, state, basket.buyer(), basket.seller().subShop().id(), command.outsideNumber(),
                command.shipTo(), command.remark(), command.gift(), basket.now(), basket.paidAt(),
                OrderRules.shipBy(OrderRules.shipBy(command, basket.paidAt(), basket.now()), presold), draft.pieces(), draft.goods(),
                draft.freight().amount(), draft.total(), draft.lines());
    }

    /** Of its variants, those that have to wait for goods that come later, with the promise. */
    private static List<Promise> presold(OrderDraft draft, Terms terms) {
        if (terms.promises().isEmpty()) {
            return List.of();
        }
        return pieces(draft).entrySet().stream().map(e -> terms.promises().get(e.getKey()) == null
                || !terms.promises().get(e.getKey()).waits(e.getValue()) ? null : terms.promises().get(e.getKey()))
                .filter(Objects::nonNull).toList();
    }

    private static Map<VariantId, Integer> pieces(OrderDraft draft) {
        Map<VariantId, Integer> pieces = new LinkedHashMap<>();
        draft.lines().forEach(line -> pieces.merge(line.variant(), line.quantity(), Integer::sum));
        return pieces;
    }

    Basket basket() {
        return draft.basket();
    }

    OrderExplanation explanation() {
        return draft.explanation();
    }

    boolean isWaiting() {
        return order.state() == OrderState.WAITING_FUNDS;
    }

    private static RoutingDecision routed(OrderDraft draft, Terms terms) {
        PlaceOrder command = draft.basket().command();
        RoutingDecision decision;
        try {
            decision = terms.routes().decide(command.shipTo(), routeLines(draft.basket(), draft.lines()));
        } catch (Problem nobody) {
            throw Routing.named(nobody, missing -> Stock.inWords(missing, draft.basket()::sku));
        }
        return labelled(command, decision);
    }

    /** @throws Problem LABEL_FOR_ONE_PARCEL where the goods leave in parts, but the platform gave one label for them */
    static RoutingDecision labelled(PlaceOrder command, RoutingDecision decision) {
        if (command.hidden() != null && !command.hidden().labelFile().isEmpty() && decision.parts().size() > 1) {
            throw new Problem(OrderProblem.LABEL_FOR_ONE_PARCEL).with("order", command.outsideNumber())
                    .with("parts", decision.parts().size());
        }
        return decision;
    }

    /** Each variant once, however many lines ask for it. */
    static List<RouteLine> routeLines(Basket basket, List<OrderLine> lines) {
        Map<VariantId, RouteLine> once = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            OrderLine line = lines.get(i);
            Variant variant = basket.variants().get(i);
            once.merge(line.variant(), new RouteLine(line.variant(), line.quantity(), variant.category(),
                    line.supply().minor(), variant.weightGrams()), RouteLine::plus);
        }
        return List.copyOf(once.values());
    }

    /** The prices that dealers are credited for goods of their own, to be asked: their own supply prices at this moment. */
    List<PriceQuestion> dealerQuestions() {
        return decision.parts().stream().filter(RoutingDecision.Part::ownGoods)
                .flatMap(part -> part.pieces().stream()
                        .map(piece -> new PriceQuestion(part.dealer(), piece.variant(), basket().now()))).toList();
    }

    /** @param dealerPrices the answers to {@link #dealerQuestions}; a dealer is credited the price of one piece, whatever its steps */
    NewConsignments consignments(PriceBook dealerPrices) {
        List<NewConsignments.DealerSupply> supply = new ArrayList<>();
        for (RoutingDecision.Part part : decision.parts()) {
            if (part.ownGoods()) {
                dealerPrices.quote(part.dealer(), basket().now(), part.pieces().stream()
                                .map(piece -> new LineRequest(piece.variant(), 1)).toList())
                        .forEach(line -> supply.add(
                                new NewConsignments.DealerSupply(part.dealer(), line.variant(), line.supply())));
            }
        }
        return new NewConsignments(order.code(), order.seller(), basket().seller().subShop().name(), order.shipTo(),
                order.remark(), order.gift(), order.shipBy(), order.freight(), order.lines().stream()
                .map(line -> new NewConsignments.Line(line.no(), line.variant(), line.sku(), line.title(),
                        line.quantity(), line.supplyTotal())).toList(), decision, supply,
                order.state() == OrderState.ON_HOLD);
    }

    Wallets.Hold hold() {
        return new Wallets.Hold(order.seller(), order.code(), order.total());
    }

    OrderReceipt receipt() {
        return new OrderReceipt(order.code(), order.outsideNumber(), order.state(), order.goods(), order.freight(),
                order.total(), decision == null ? 0 : decision.parts().size(), order.placedAt(), order.shipBy());
    }

    /** @param refusals why it would be refused all the same */
    OrderQuote quote(List<Problem> refusals) {
        List<OrderQuote.Line> lines = new ArrayList<>();
        List<PricedLine> priced = draft.priced();
        for (int i = 0; i < priced.size(); i++) {
            lines.add(new OrderQuote.Line(order.lines().get(i), priced.get(i).rule(), priced.get(i).numbers(),
                    priced.get(i).band()));
        }
        return new OrderQuote(List.copyOf(lines), draft.freight(), draft.explanation().grams(), order.goods(), order.total(),
                basket().now(), order.shipBy(),
                presold.stream().map(p -> new OrderQuote.Presold(basket().sku(p.variant()), p.shipsFrom())).toList(), found.doubts(),
                List.copyOf(refusals), decision);
    }
}
