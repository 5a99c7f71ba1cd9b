package entrepot.ordering;

import entrepot.platform.geo.Address;
import java.math.BigDecimal;
import java.util.List;

/**
 * Asks to change an order that is not packed.
 *
 * @param shipTo null to leave it
 * @param lines  all lines as they are to be; null to leave them
 * @param remark null to leave it
 * @param gift   null to leave it
 * @param total  the total that was shown before confirming, as in {@code 12.50}; null where none was: a change that now costs
 *               another amount is refused
 */
public record ChangeOrder(Address shipTo, List<PlaceOrder.Line> lines, String remark, String gift, String why,
                          BigDecimal total) {

    public ChangeOrder {
        lines = lines == null ? null : List.copyOf(lines);
        why = why == null ? "" : why.strip();
    }

    public static ChangeOrder address(Address to, String why) {
        return new ChangeOrder(to, null, null, null, why, null);
    }

    public static ChangeOrder lines(List<PlaceOrder.Line> lines, String why) {
        return new ChangeOrder(null, lines, null, null, why, null);
    }
}
