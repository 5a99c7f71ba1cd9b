package entrepot.ordering;

import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Orders that look like another one go on when nobody has answered in time; quotes run out. */
@ApplicationScoped
class SilentQuestions implements Job {

    private static final int PIECE = 50;
    private static final Duration QUOTES_KEPT = Duration.ofDays(30);

    @Inject
    private OrderHolds holds;

    @Inject
    private OrderQuotes quotes;

    @Inject
    private Quotations quotations;

    @Inject
    private BusinessClock clock;

    @Override
    public String name() {
        return "orders.silence";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean run(Actor system) {
        boolean more = holds.silence(system, PIECE) | quotations.expire(system, PIECE);
        return quotes.forget(system, clock.now().minus(QUOTES_KEPT), PIECE) || more;
    }
}
