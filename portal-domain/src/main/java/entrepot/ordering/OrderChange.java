package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.platform.geo.Address;
import java.time.Instant;
import java.util.List;

/**
 * What was, or would be, changed of an order.
 *
 * @param code       empty for one that is only shown
 * @param difference what the wallet pays more; negative for what it gets back
 * @param by         empty for one that is only shown
 */
public record OrderChange(String code, Kind kind, Side before, Side after, Money difference, String why, String by,
                          Instant at) {

    /** What it does to where the order ships from. */
    public enum Kind {
        /** From the same warehouses as before. */
        SAME_WAREHOUSE,
        /** Routed anew. */
        REROUTED,
        /** Nothing was routed yet, for it waits for money. */
        WAITING
    }

    /** The order on one side of the change. {@code warehouses} are names. */
    public record Side(Address shipTo, String remark, String gift, List<Line> lines, Money goods, Money freight,
                       List<String> warehouses) {

        public Money total() {
            return goods.plus(freight);
        }
    }

    /** @param supply what the member pays, a unit */
    public record Line(String sku, String title, int quantity, Money supply) {
    }
}
