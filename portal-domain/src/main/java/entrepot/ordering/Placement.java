package entrepot.ordering;

import entrepot.catalog.Variant;
import entrepot.freight.FreightQuote;
import entrepot.fulfilment.NewConsignments;
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
import entrepot.wallet.Wallets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An order as it is decided: what it costs and from where it ships, with all reasons; nothing is written yet. Pure.
 */
record Placement(Basket basket, Order order, List<PricedLine> priced, FreightQuote freight, OrderExplanation explanation,
                 RoutingDecision decision) {

    /**
     * What was read for some orders together once it was known what they hold. Orders that are decided one after the
     * other on the same terms see what the earlier ones took.
     *
     * @param spendable what members may still spend; who has no wallet is not there
     */
    record Terms(PriceBook prices, RoutingTable routes, Map<OrganisationId, Money> spendable) {
    }

    /**
     * Decides, and takes stock and money from the terms.
     *
     * @param code the order's
     * @throws Problem PRICE_OUTSIDE_BAND, ORDER_TOO_HEAVY, PLACE_NOT_SERVED, NOBODY_CAN_SHIP, INSUFFICIENT_FUNDS
     */
    static Placement of(Basket basket, Terms terms, OrderId id, String code) {
        Placement placement = quoted(basket, terms, id, code);
        Order order = placement.order();
        // who has no wallet has no money, and the books will say so
        Money spendable = terms.spendable().get(order.seller());
        if (spendable != null && order.total().compareTo(spendable) > 0) {
            throw Wallets.insufficient(new Wallets.Hold(order.seller(), code, order.total()), spendable);
        }
        terms.spendable().computeIfPresent(order.seller(), (seller, money) -> money.minus(order.total()));
        terms.routes().take(placement.decision());
        return placement;
    }

    /** The same without looking at money, and taking nothing. */
    static Placement quoted(Basket basket, Terms terms, OrderId id, String code) {
        PlaceOrder command = basket.command();
        List<PricedLine> priced = terms.prices().quote(basket.buyer(), basket.pricedAt(), basket.requests());
        List<OrderLine> lines = lines(basket, priced);
        int grams = grams(basket);
        FreightQuote freight = basket.rates().quote(command.shipTo(), grams);
        List<OrderExplanation.Line> why = new ArrayList<>();
        Money goods = Money.zero(freight.amount().currency());
        for (int i = 0; i < lines.size(); i++) {
            goods = goods.plus(lines.get(i).supplyTotal());
            PricedLine line = priced.get(i);
            why.add(new OrderExplanation.Line(i + 1, line.rule(), line.numbers(), line.band()));
        }
        Order order = new Order(id, code, OrderState.PLACED, basket.buyer(), basket.seller().subShop().id(),
                command.outsideNumber(), command.shipTo(), command.remark(), command.gift(), basket.now(),
                basket.paidAt(), OrderRules.shipBy(command, basket.paidAt(), basket.now()),
                lines.stream().mapToInt(OrderLine::quantity).sum(), goods, freight.amount(),
                goods.plus(freight.amount()), lines);
        return new Placement(basket, order, priced, freight,
                new OrderExplanation(basket.pricedAt(), grams, freight, List.copyOf(why)), routed(basket, terms, lines));
    }

    private static RoutingDecision routed(Basket basket, Terms terms, List<OrderLine> lines) {
        // each variant once, however many lines ask for it
        Map<VariantId, RouteLine> once = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            OrderLine line = lines.get(i);
            Variant variant = basket.variants().get(i);
            once.merge(line.variant(), new RouteLine(line.variant(), line.quantity(), variant.category(),
                    line.supply().minor(), variant.weightGrams()), RouteLine::plus);
        }
        try {
            return terms.routes().decide(basket.command().shipTo(), List.copyOf(once.values()));
        } catch (Problem nobody) {
            throw Routing.named(nobody, missing -> Stock.inWords(missing, basket::sku));
        }
    }

    private static List<OrderLine> lines(Basket basket, List<PricedLine> priced) {
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i < priced.size(); i++) {
            Variant variant = basket.variants().get(i);
            PricedLine price = priced.get(i);
            PlaceOrder.Line asked = basket.command().lines().get(i);
            Money paid = asked.askedPrice() == null ? null
                    : Money.parse(asked.askedPrice(), basket.seller().subShop().currency());
            if (paid != null) {
                checkAsked(variant.sku(), price, paid);
            }
            lines.add(new OrderLine(i + 1, variant.id(), variant.sku(), variant.name(), asked.quantity(),
                    price.retail(), price.supply(), paid));
        }
        return List.copyOf(lines);
    }

    private static int grams(Basket basket) {
        long grams = 0;
        for (int i = 0; i < basket.variants().size(); i++) {
            grams += (long) basket.variants().get(i).weightGrams() * basket.command().lines().get(i).quantity();
        }
        if (grams > OrderRules.GRAMS_MAX) {
            throw new Problem(OrderProblem.ORDER_TOO_HEAVY).with("kilograms", grams / 1_000)
                    .with("max", OrderRules.GRAMS_MAX / 1_000);
        }
        return (int) grams;
    }

    /** A band stands in the tenant's currency; what a shop abroad asks in its own cannot be held to it. */
    private static void checkAsked(String sku, PricedLine price, Money paid) {
        if (paid.currency().equals(price.retail().currency())) {
            price.band().check(sku, paid);
        } else if (paid.isNegative()) {
            throw Problem.invalid("askedPrice", paid);
        }
    }

    /** The prices that dealers are credited for goods of their own, to be asked: their own supply prices at this moment. */
    List<PriceQuestion> dealerQuestions() {
        return decision.parts().stream().filter(RoutingDecision.Part::ownGoods)
                .flatMap(part -> part.pieces().stream()
                        .map(piece -> new PriceQuestion(part.dealer(), piece.variant(), basket.now()))).toList();
    }

    /** @param dealerPrices the answers to {@link #dealerQuestions} */
    NewConsignments consignments(PriceBook dealerPrices) {
        List<NewConsignments.DealerSupply> supply = new ArrayList<>();
        for (RoutingDecision.Part part : decision.parts()) {
            if (part.ownGoods()) {
                dealerPrices.quote(part.dealer(), basket.now(), part.pieces().stream()
                                .map(piece -> new LineRequest(piece.variant(), piece.quantity())).toList())
                        .forEach(line -> supply.add(
                                new NewConsignments.DealerSupply(part.dealer(), line.variant(), line.supply())));
            }
        }
        return new NewConsignments(order.code(), order.seller(), basket.seller().subShop().name(), order.shipTo(),
                order.remark(), order.gift(), order.shipBy(), order.freight(), order.lines().stream()
                .map(line -> new NewConsignments.Line(line.no(), line.variant(), line.sku(), line.title(),
                        line.quantity(), line.supplyTotal())).toList(), decision, supply);
    }

    Wallets.Hold hold() {
        return new Wallets.Hold(order.seller(), order.code(), order.total());
    }

    OrderReceipt receipt() {
        return new OrderReceipt(order.code(), order.outsideNumber(), order.state(), order.goods(), order.freight(),
                order.total(), decision.parts().size(), order.placedAt(), order.shipBy());
    }

    OrderQuote quote() {
        List<OrderQuote.Line> lines = new ArrayList<>();
        for (int i = 0; i < priced.size(); i++) {
            lines.add(new OrderQuote.Line(order.lines().get(i), priced.get(i).rule(), priced.get(i).numbers(),
                    priced.get(i).band()));
        }
        return new OrderQuote(List.copyOf(lines), freight, explanation.grams(), order.goods(), order.total(),
                order.shipBy(), decision);
    }
}
