package entrepot.ordering;

import java.time.Instant;
import java.util.List;

/**
 * An order as its buyer may see it: no prices of the member's, no address beyond the town.
 *
 * @param number   the number where it was bought, else the order's code
 * @param shop     who sold it
 * @param receiver the name with all but its first sign hidden
 */
public record BuyerOrder(String code, String number, String shop, String receiver, String city, Instant paidAt,
                         Instant placedAt, Instant shipBy, OrderState state, List<Line> lines, List<Parcel> parcels) {

    public record Line(String title, int quantity) {
    }

    /** @param carrier the carrier's code */
    public record Parcel(String carrier, String number, Instant shippedAt, Instant deliveredAt) {
    }
}
