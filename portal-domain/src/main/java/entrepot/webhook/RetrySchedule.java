package entrepot.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a message that did not arrive is told again: as Standard Webhooks wants it, over three days, a little earlier or later each time. */
final class RetrySchedule {

    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2),
            Duration.ofHours(5), Duration.ofHours(10), Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));
    /** So many hundredths of a pause more, at most. */
    private static final int JITTER_MAX = 20;
    private static final Duration REST_FIRST = Duration.ofSeconds(2);
    private static final Duration REST_MAX = Duration.ofMinutes(10);

    private RetrySchedule() {
    }

    /**
     * The pause after that many tries; empty when it is given up.
     *
     * @param chance 0 to 99
     */
    static Optional<Duration> after(int tries, int chance) {
        return tries > PAUSES.size() ? Optional.empty()
                : Optional.of(PAUSES.get(tries - 1).plusMillis(PAUSES.get(tries - 1).toMillis() * chance * JITTER_MAX / 10_000));
    }

    /** How long an endpoint is left alone after so many failures in a row, whatever else waits for it. */
    static Duration rest(int failures) {
        Duration doubled = REST_FIRST.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(REST_MAX) > 0 ? REST_MAX : doubled;
    }

    /** The same after 429, 502 or 504: what the receiver asked for in Retry-After, a minute where it asked for nothing, an hour at most. */
    static Duration slowed(String retryAfter) {
        long asked = retryAfter != null && retryAfter.matches("\\d{1,6}") ? Long.parseLong(retryAfter) : 60;
        return Duration.ofSeconds(Math.max(5, Math.min(asked, 3_600)));
    }
}
