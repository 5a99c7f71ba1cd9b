package entrepot.fulfilment;

import entrepot.network.WorkingTime;
import java.time.Duration;
import java.time.Instant;

/** Until when a dealer has to answer (DEFAULTS). Pure. */
final class OfferDeadline {

    private static final Duration WORKING = Duration.ofHours(2);
    private static final Duration BEFORE_SHIP_BY = Duration.ofHours(24);
    /** What a dealer gets at least, where ship-by is nearer than that already. */
    private static final Duration AT_LEAST = Duration.ofMinutes(30);

    private OfferDeadline() {
    }

    /** Two of the dealer's working hours, never past ship-by less a day, and half an hour at least. */
    static Instant of(WorkingTime dealer, Instant now, Instant shipBy) {
        Instant deadline = dealer.plus(now, WORKING);
        if (shipBy != null && shipBy.minus(BEFORE_SHIP_BY).isBefore(deadline)) {
            deadline = shipBy.minus(BEFORE_SHIP_BY);
        }
        Instant least = now.plus(AT_LEAST);
        return deadline.isBefore(least) ? least : deadline;
    }
}
