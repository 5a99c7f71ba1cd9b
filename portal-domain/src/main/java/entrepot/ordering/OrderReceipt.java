package entrepot.ordering;

import entrepot.kernel.Money;
import java.time.Instant;

/** What the member gets to know when an order is placed; equal for equal submissions. */
public record OrderReceipt(String code, String outsideNumber, OrderState state, Money goods, Money freight, Money total,
                           Instant placedAt, Instant shipBy) {
}
