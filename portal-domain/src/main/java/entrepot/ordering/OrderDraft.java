package entrepot.ordering;

import entrepot.catalog.Variant;
import entrepot.freight.FreightQuote;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.pricing.PriceBand;
import entrepot.pricing.PriceBook;
import entrepot.pricing.PricedLine;
import java.util.ArrayList;
import java.util.List;

/**
 * A basket with what it costs, and why; not routed yet. Pure.
 *
 * @param breaches what the buyer paid outside the price band, beyond its tolerance
 */
record OrderDraft(Basket basket, List<PricedLine> priced, List<OrderLine> lines, FreightQuote freight,
                  OrderExplanation explanation, Money goods, List<Breach> breaches) {

    /** One price outside its band. */
    record Breach(String sku, Money asked, PriceBand band) {
    }

    /** @throws Problem ORDER_TOO_HEAVY, PLACE_NOT_SERVED; PRICE_CHANGED where it is dearer than was said */
    static OrderDraft of(Basket basket, PriceBook prices) {
        PlaceOrder command = basket.command();
        List<PricedLine> priced = basket.quoted().kept(prices.quote(basket.buyer(), basket.pricedAt(), basket.requests()),
                command, basket.now());
        List<Breach> breaches = new ArrayList<>();
        List<OrderLine> lines = lines(basket, priced, breaches);
        int grams = grams(basket);
        FreightQuote freight = basket.rates().quote(command.shipTo(), grams);
        List<OrderExplanation.Line> why = new ArrayList<>();
        Money goods = Money.zero(freight.amount().currency());
        for (int i = 0; i < lines.size(); i++) {
            goods = goods.plus(lines.get(i).supplyTotal());
            PricedLine line = priced.get(i);
            why.add(new OrderExplanation.Line(i + 1, line.rule(), line.numbers(), line.band()));
        }
        OrderDraft draft = new OrderDraft(basket, priced, lines, freight,
                new OrderExplanation(basket.pricedAt(), grams, freight, List.copyOf(why)), goods, List.copyOf(breaches));
        basket.quoted().refuseDearer(draft.total());
        return draft;
    }

    Money total() {
        return goods.plus(freight.amount());
    }

    int pieces() {
        return lines.stream().mapToInt(OrderLine::quantity).sum();
    }

    /** @throws Problem PRICE_OUTSIDE_BAND where prices outside the band are refused and not held */
    void refuseBreaches() {
        breaches.forEach(breach -> breach.band().check(breach.sku(), breach.asked()));
    }

    private static List<OrderLine> lines(Basket basket, List<PricedLine> priced, List<Breach> breaches) {
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i < priced.size(); i++) {
            Variant variant = basket.variants().get(i);
            PricedLine price = priced.get(i);
            PlaceOrder.Line asked = basket.command().lines().get(i);
            Money paid = asked.askedPrice() == null ? null
                    : Money.parse(asked.askedPrice(), basket.seller().subShop().currency());
            // a band stands in the tenant's currency; what a shop abroad asks in its own cannot be held to it
            if (paid != null && paid.currency().equals(price.retail().currency()) && !price.band().holds(paid)) {
                breaches.add(new Breach(variant.sku(), paid, price.band()));
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
}
