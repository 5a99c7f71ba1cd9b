package entrepot.web.rest;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.network.SubShop;
import entrepot.ordering.Quotation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request for prices that no list has.
 *
 * @param subShop    the sub-shop's code
 * @param state      ASKED, ANSWERED, ACCEPTED, DECLINED, REFUSED, WITHDRAWN or EXPIRED
 * @param offer      what headquarters answered; empty before that
 * @param validUntil until when the answer holds; absent before that
 * @param order      the order that came of it; absent where none did
 */
public record QuotationAnswer(String code, String subShop, String text, List<Wish> wishes, String state, String askedBy, Instant askedAt,
                              String answer, List<Offer> offer, Instant validUntil, String order) {

    /** @param sku empty where none is known @param text what is special about it */
    public record Wish(String sku, String text, int quantity) {
    }

    public record Offer(String sku, int quantity, Money unit, Money sum) {
    }

    public static QuotationAnswer of(Quotation quotation, SubShop shop) {
        return new QuotationAnswer(quotation.code(), shop == null ? "" : shop.code(), quotation.text(), quotation.wishes().stream()
                .map(wish -> new Wish(wish.sku(), wish.text(), wish.quantity())).toList(), quotation.state().name(), quotation.askedBy(),
                quotation.askedAt(), quotation.answer(), quotation.offer().stream()
                .map(line -> new Offer(line.sku(), line.quantity(), line.unit(), line.sum())).toList(), quotation.validUntil(),
                quotation.orderCode().isEmpty() ? null : quotation.orderCode());
    }

    /** A page of them. */
    public static Paged<QuotationAnswer> page(List<Quotation> found, int rows, List<SubShop> shops) {
        Map<Long, SubShop> byId = shops.stream().collect(Collectors.toMap(shop -> shop.id().value(), shop -> shop));
        return Paged.of(found, rows, Quotation::code).map(quotation -> of(quotation, byId.get(quotation.subShop().value())));
    }

    /** One state or several with commas; none for all. */
    public static Set<Quotation.State> states(String asked) {
        if (asked == null || asked.isBlank()) {
            return Set.of();
        }
        return Arrays.stream(asked.split(",")).map(name -> {
            try {
                return Quotation.State.valueOf(name.strip());
            } catch (IllegalArgumentException unknown) {
                throw Problem.invalid("state", name);
            }
        }).collect(Collectors.toSet());
    }
}
