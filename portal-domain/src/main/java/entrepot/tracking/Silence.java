package entrepot.tracking;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a parcel may be silent.
 *
 * @param stalledDays   after so many days without a scan it is flagged
 * @param deliveredDays after so many it counts as delivered, unless the last thing heard was a failure
 * @param since         from when that counts; null for the example of day one
 */
public record Silence(int stalledDays, int deliveredDays, Instant since) {

    /** Delivered by itself: DEFAULTS. Stalled: carriers themselves give a number up after three days without a record (FORMATS 8). */
    public static final Silence EXAMPLE = new Silence(3, 10, null);

    Duration stalled() {
        return Duration.ofDays(stalledDays);
    }

    Duration delivered() {
        return Duration.ofDays(deliveredDays);
    }
}
