package entrepot.ordering;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * When an order waits for a person before it goes on.
 *
 * @param valueOver      orders that cost the member more than this, in the tenant's currency; null for none
 * @param firstOrders    so many orders of each new member; 0 for none
 * @param addressUnclear addresses that no carrier is sure to find
 * @param priceBreach    a buyer's price outside the band, beyond the tolerance; where it is off, such an order is refused
 * @param payment        paid in the future, or another amount than the lines add up to
 * @param duplicates     the same buyer and item on the same day in another order of the member
 * @param silenceHours   a question about a duplicate that nobody answers ships after so many hours
 */
public record HoldRules(BigDecimal valueOver, int firstOrders, boolean addressUnclear, boolean priceBreach,
                        boolean payment, boolean duplicates, int silenceHours) {

    /** Where headquarters has not said anything else (DEFAULTS). */
    public static final HoldRules DEFAULTS = new HoldRules(new BigDecimal("2000"), 3, true, true, true, true, 4);
    /** Nothing is ever held. */
    public static final HoldRules NONE = new HoldRules(null, 0, false, false, false, false, 4);

    Duration silence() {
        return Duration.ofHours(silenceHours);
    }
}
