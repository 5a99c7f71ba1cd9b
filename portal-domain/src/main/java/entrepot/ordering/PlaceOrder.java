package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.platform.geo.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Asks for goods to be shipped to one buyer.
 *
 * @param subShopCode   the sub-shop that sold them
 * @param outsideNumber the order's number where it was sold; unique a sub-shop, empty or null where there is none
 * @param remark        what the buyer asked for; empty or null for nothing
 * @param gift          a text for a gift card; empty or null for none
 * @param paidAt        when the buyer paid; null means now. Ship-by counts from it
 * @param terms         what else was agreed; null for nothing
 * @param hidden        where the platform gives no address: then name, phone and street may be masked or missing; else null
 */
public record PlaceOrder(String subShopCode, String outsideNumber, Address shipTo, List<Line> lines, String remark,
                         String gift, Instant paidAt, Terms terms, HiddenReceiver hidden) {

    /** The usual order, without further terms. */
    public PlaceOrder(String subShopCode, String outsideNumber, Address shipTo, List<Line> lines, String remark,
                      String gift, Instant paidAt) {
        this(subShopCode, outsideNumber, shipTo, lines, remark, gift, paidAt, null, null);
    }

    public PlaceOrder {
        // so that an order without terms is the same command as before there were any
        terms = Terms.NONE.equals(terms) ? null : terms;
        outsideNumber = outsideNumber == null ? "" : outsideNumber.strip();
        remark = remark == null ? "" : remark.strip();
        gift = gift == null ? "" : gift.strip();
        lines = lines == null ? List.of() : List.copyOf(lines);
    }

    /** The same with null as empty and outer blanks gone, so that equal orders are equal. */
    public PlaceOrder tidy() {
        return new PlaceOrder(subShopCode == null ? "" : subShopCode.strip(), outsideNumber, OrderRules.tidy(shipTo),
                lines.stream().map(line -> new Line(line.sku() == null ? "" : line.sku().strip(), line.quantity(),
                        line.askedPrice() == null ? null : line.askedPrice().stripTrailingZeros())).toList(),
                remark, gift, paidAt, terms, hidden);
    }

    public Terms terms() {
        return terms == null ? Terms.NONE : terms;
    }

    /** The same under other terms. */
    public PlaceOrder on(Terms agreed) {
        return new PlaceOrder(subShopCode, outsideNumber, shipTo, lines, remark, gift, paidAt, agreed, hidden);
    }

    /** The same to a buyer whose address the platform keeps to itself. */
    public PlaceOrder hiddenBy(HiddenReceiver receiver) {
        return new PlaceOrder(subShopCode, outsideNumber, shipTo, lines, remark, gift, paidAt, terms, receiver);
    }

    /** The same, to be on its way by then: the platform's word. */
    public PlaceOrder shippedBy(Instant shipBy) {
        Terms t = terms();
        return on(new Terms(shipBy, t.waitForFunds(), t.quote(), t.quotedAt(), t.quotedTotal(), t.kind(), t.paid()));
    }

    /** The same, which waits for a top-up where the wallet cannot pay it. */
    public PlaceOrder waitingForFunds() {
        Terms t = terms();
        return on(new Terms(t.shipBy(), true, t.quote(), t.quotedAt(), t.quotedTotal(), t.kind(), t.paid()));
    }

    /** The same at the prices that were kept, or answered, under that code. */
    public PlaceOrder atQuote(String code) {
        Terms t = terms();
        return on(new Terms(t.shipBy(), t.waitForFunds(), code, t.quotedAt(), t.quotedTotal(), t.kind(), t.paid()));
    }

    /** The same at the prices and the total that the portal itself showed at that moment; never what a client names. */
    public PlaceOrder quotedAt(Instant moment, Money total) {
        Terms t = terms();
        return on(new Terms(t.shipBy(), t.waitForFunds(), t.quote(), moment, total, t.kind(), t.paid()));
    }

    /** The same in bulk to the member itself. */
    public PlaceOrder wholesale() {
        Terms t = terms();
        return on(new Terms(t.shipBy(), t.waitForFunds(), t.quote(), t.quotedAt(), t.quotedTotal(), OrderKind.WHOLESALE, t.paid()));
    }

    /** The same, with what the buyer paid for all of it, in the sub-shop's currency. */
    public PlaceOrder paid(BigDecimal amount) {
        Terms t = terms();
        return on(new Terms(t.shipBy(), t.waitForFunds(), t.quote(), t.quotedAt(), t.quotedTotal(), t.kind(), amount));
    }

    /**
     * What else was agreed.
     *
     * @param shipBy       by when the platform wants it on its way; null for the rule (48 h after the payment)
     * @param waitForFunds whether it waits for a top-up where the wallet cannot pay it, instead of being refused
     * @param quote        the code of a kept quote or an answered request; null for none
     * @param quotedAt     when the portal showed the prices that are meant; null for now
     * @param quotedTotal  what it showed as the total then; null for now
     * @param kind         null for {@link OrderKind#SINGLE}
     * @param paid         what the buyer paid for all of it, in the sub-shop's currency; null where it is not said
     */
    public record Terms(Instant shipBy, boolean waitForFunds, String quote, Instant quotedAt, Money quotedTotal,
                        OrderKind kind, BigDecimal paid) {

        public static final Terms NONE = new Terms(null, false, null, null, null, null, null);

        public Terms {
            quote = quote == null || quote.isBlank() ? null : quote.strip();
            kind = kind == null ? OrderKind.SINGLE : kind;
            paid = paid == null ? null : paid.stripTrailingZeros();
        }
    }

    /**
     * @param quantity   1 to 9,999
     * @param askedPrice what the buyer paid a unit, in the sub-shop's currency; null where it is not said
     */
    public record Line(String sku, int quantity, BigDecimal askedPrice) {
    }
}
