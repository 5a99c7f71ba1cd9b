package entrepot.ordering;

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
 */
public record PlaceOrder(String subShopCode, String outsideNumber, Address shipTo, List<Line> lines, String remark,
                         String gift, Instant paidAt) {

    public PlaceOrder {
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
                remark, gift, paidAt);
    }

    /**
     * @param quantity   1 to 9,999
     * @param askedPrice what the buyer paid a unit, in the sub-shop's currency; null where it is not said
     */
    public record Line(String sku, int quantity, BigDecimal askedPrice) {
    }
}
