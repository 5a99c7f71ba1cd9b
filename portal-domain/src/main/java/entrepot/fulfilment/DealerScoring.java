package entrepot.fulfilment;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Reckons dealers' promise scores, and closes contests that nobody judged in time. */
@ApplicationScoped
class DealerScoring implements Job {

    private static final int CONTESTS = 100;

    @Inject
    private Promises promises;

    @Override
    public String name() {
        return "dealer-score";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public boolean run(Actor system) {
        boolean more = promises.closeUnjudged(system, CONTESTS);
        promises.reckon(system);
        return more;
    }
}
