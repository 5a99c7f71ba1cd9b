package entrepot.ordering;

import entrepot.catalog.CatalogProblem;
import entrepot.catalog.Variant;
import entrepot.freight.FreightRates;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.network.Seller;
import entrepot.pricing.LineRequest;
import entrepot.pricing.PriceQuestion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An order as far as it is known who sells it, what it holds and where it goes; what it costs is not known yet. Pure.
 *
 * @param no       which of the orders that are placed together
 * @param variants of its lines, in their order
 * @param paidAt   when the buyer paid, now at the latest
 * @param pricedAt the moment whose prices count
 * @param quoted   prices that were said before
 */
record Basket(int no, PlaceOrder command, Seller seller, List<Variant> variants, FreightRates rates, Instant paidAt,
              Instant pricedAt, QuotedPrices quoted, Instant now) {

    /**
     * What was read for some orders together before anything of one of them is decided.
     *
     * @param sellers  by the sub-shop's code; those that the actor may not see are not there
     * @param variants by SKU as asked
     * @param taken    codes of orders by outside number
     * @param quotes   those that orders name, by code
     */
    record Known(Instant now, Map<String, Seller> sellers, Map<String, Variant> variants, FreightRates rates,
                 Map<OrderRows.OutsideNumber, String> taken, Map<String, OrderQuotes.Kept> quotes) {

        /** The same for who only asks: a number that is taken does not matter. */
        Known anyNumber() {
            return new Known(now, sellers, variants, rates, Map.of(), quotes);
        }
    }

    /**
     * @throws Problem NOT_FOUND for a sub-shop that is not the actor's, SHOP_CLOSED, MEMBER_TAKES_NO_ORDERS, SKU_UNKNOWN,
     *                 PRODUCT_NOT_ACTIVE, OUTSIDE_NUMBER_TAKEN; QUOTE_UNKNOWN, QUOTE_DIFFERS, QUOTE_EXPIRED
     */
    static Basket of(int no, PlaceOrder command, Known known) {
        return of(no, command, known, null);
    }

    /** The same at prices that were said; null for those that the order's own terms name. */
    static Basket of(int no, PlaceOrder command, Known known, QuotedPrices said) {
        Seller seller = known.sellers().get(command.subShopCode());
        if (seller == null) {
            throw Problem.notFound("sub-shop", command.subShopCode());
        }
        if (!seller.subShop().isOpen()) {
            throw new Problem(OrderProblem.SHOP_CLOSED).with("subShop", seller.subShop().name());
        }
        if (!seller.isActive()) {
            throw new Problem(OrderProblem.MEMBER_TAKES_NO_ORDERS).with("organisation", seller.name())
                    .with("state", seller.state());
        }
        List<Variant> variants = variants(command, known);
        String other = known.taken().get(new OrderRows.OutsideNumber(seller.subShop().id(), command.outsideNumber()));
        if (other != null) {
            throw taken(command, other);
        }
        Instant now = known.now();
        Instant paidAt = command.paidAt() == null || command.paidAt().isAfter(now) ? now : command.paidAt();
        QuotedPrices quoted = said != null ? said : OrderQuotes.meant(command, seller.subShop(), known.quotes(), paidAt, now);
        return new Basket(no, command, seller, variants, known.rates(), paidAt,
                quoted.holdsAt(now) && quoted.units().isEmpty() ? quoted.pricedAt() : OrderRules.pricedAt(paidAt, now),
                quoted, now);
    }

    private static List<Variant> variants(PlaceOrder command, Known known) {
        List<Variant> variants = new ArrayList<>();
        for (PlaceOrder.Line line : command.lines()) {
            Variant variant = known.variants().get(line.sku());
            if (variant == null) {
                throw new Problem(CatalogProblem.SKU_UNKNOWN).with("sku", line.sku());
            }
            if (!variant.active()) {
                throw new Problem(CatalogProblem.PRODUCT_NOT_ACTIVE).with("sku", line.sku())
                        .with("product", variant.productTitle());
            }
            variants.add(variant);
        }
        return variants;
    }

    /** The refusal of an order whose outside number another order has. */
    static Problem taken(PlaceOrder command, String other) {
        return new Problem(OrderProblem.OUTSIDE_NUMBER_TAKEN).with("outsideNumber", command.outsideNumber())
                .with("order", other);
    }

    /** Who pays. */
    OrganisationId buyer() {
        return seller.subShop().organisation();
    }

    /** As people read it, of one of its variants. */
    String sku(VariantId variant) {
        return variants.stream().filter(v -> v.id().equals(variant)).map(Variant::sku).findFirst().orElse("?");
    }

    List<LineRequest> requests() {
        List<LineRequest> requests = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            requests.add(new LineRequest(variants.get(i).id(), command.lines().get(i).quantity()));
        }
        return requests;
    }

    List<PriceQuestion> questions() {
        return variants.stream().map(variant -> new PriceQuestion(buyer(), variant.id(), pricedAt)).toList();
    }
}
