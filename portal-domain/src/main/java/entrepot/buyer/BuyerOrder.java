package entrepot.buyer;

import entrepot.ordering.Instead;
import entrepot.ordering.OrderState;
import entrepot.tracking.ParcelTrack;
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
                         Instant placedAt, Instant shipBy, OrderState state, List<Line> lines, List<ParcelTrack> parcels) {

    /** @param instead what ships in the stead of (some of) it; empty where it ships itself */
    public record Line(String title, int quantity, List<Instead> instead) {
    }
}
