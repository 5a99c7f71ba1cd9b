package entrepot.web.security;

import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.platform.crypto.Tokens;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How often a client may come: a bucket of tokens each, which fills by itself. By real time, on this node alone. Sign-ins have limits of their own, in the
 * database, because they count failures.
 */
@ApplicationScoped
public class Limits {

    /** Requests a minute of one API key; so many may come at once. */
    private final Buckets requests = new Buckets("ENTREPOT_API_LIMIT", 3_000, Duration.ofMinutes(1));
    /** Applications an hour from one address. */
    private final Buckets applications = new Buckets("ENTREPOT_JOIN_LIMIT", 20, Duration.ofHours(1));

    /** Looks at orders by buyers an hour: from one address, and at one order. */
    private final Buckets lookers = new Buckets("ENTREPOT_TRACK_LIMIT", 60, Duration.ofHours(1));
    private final Buckets lookedUp = new Buckets("ENTREPOT_TRACK_ORDER_LIMIT", 20, Duration.ofHours(1));

    /** Calls of tracking's sources a minute from one address: a source that is told so comes again. */
    private final Buckets callers = new Buckets("ENTREPOT_PUSH_LIMIT", 1_200, Duration.ofMinutes(1));

    /**
     * Counts a request with an API key.
     *
     * @param key what tells keys apart; only those that are known to be somebody's, so that nobody fills the memory with others
     * @return how many more may come at once
     * @throws Problem REQUESTS_TOO_OFTEN
     */
    long request(String key) {
        return requests.take(key, LimitProblem.REQUESTS_TOO_OFTEN);
    }

    /** How many requests a minute one key may make. */
    int requestsMost() {
        return requests.most;
    }

    /** Whether {@link #request} has counted this key lately. */
    boolean knows(String key) {
        return requests.knows(key);
    }

    /**
     * Counts an application to join.
     *
     * @param address the client's
     * @throws Problem APPLICATIONS_TOO_OFTEN
     */
    public void application(String address) {
        applications.take(address, LimitProblem.APPLICATIONS_TOO_OFTEN);
    }

    /**
     * Counts a visitor's look at an order: so many for an address, and fewer for one order, whose four digits nobody shall try out.
     *
     * @param address the visitor's
     * @param number  what was asked for
     * @throws Problem LOOKED_UP_TOO_OFTEN
     */
    public void tracking(String address, String number) {
        lookers.take(address, LimitProblem.LOOKED_UP_TOO_OFTEN);
        // our codes are found however they are written, so all ways to write one count together
        lookedUp.take(Tokens.sha256(number == null ? "" : number.strip().toUpperCase(Locale.ROOT)), LimitProblem.LOOKED_UP_TOO_OFTEN);
    }

    /**
     * Counts a call of a source of tracking, before it is looked at.
     *
     * @param address the caller's
     * @throws Problem CALLED_TOO_OFTEN
     */
    public void push(String address) {
        callers.take(address, LimitProblem.CALLED_TOO_OFTEN);
    }

    /** The buckets of one kind of client, those that came last. */
    static final class Buckets {

        private static final int KEPT_MAX = 50_000;

        private final Map<String, Bucket> kept = Collections.synchronizedMap(new Latest());
        private final int most;
        private final Duration period;

        /** @param setting by which the operator chooses how many, as environment or system property */
        Buckets(String setting, int otherwise, Duration period) {
            String chosen = System.getProperty(setting, System.getenv(setting));
            this.most = chosen == null || chosen.isBlank() ? otherwise : Integer.parseInt(chosen.strip());
            this.period = period;
        }

        boolean knows(String client) {
            return kept.containsKey(client);
        }

        long take(String client, ProblemCode refusal) {
            Bucket bucket = kept.computeIfAbsent(client, first -> Bucket.builder()
                    .addLimit(limit -> limit.capacity(most).refillGreedy(most, period)).build());
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(999).toSeconds();
                throw new Problem(refusal).with("max", most).with("seconds", Math.max(1, seconds))
                        .with("minutes", Math.max(1, (seconds + 59) / 60));
            }
            return probe.getRemainingTokens();
        }

        private static final class Latest extends LinkedHashMap<String, Bucket> {
            private static final long serialVersionUID = 1L;

            Latest() {
                super(16, 0.75f, true);
            }

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > KEPT_MAX;
            }
        }
    }
}
