package entrepot.ordering;

import entrepot.kernel.Money;
import java.time.Instant;

/**
 * What the member gets to know when an order is placed; equal for equal submissions.
 *
 * @param consignments from how many warehouses it ships
 */
public record OrderReceipt(String code, String outsideNumber, OrderState state, Money goods, Money freight, Money total,
                           int consignments, Instant placedAt, Instant shipBy) {
}
