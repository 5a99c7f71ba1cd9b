package entrepot.ledger;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/** Every hour the books of each tenant are added up anew. */
@ApplicationScoped
class DriftCheck implements Job {

    private static final Duration EVERY = Duration.ofHours(1);

    @Inject
    private Drift drift;

    @Override
    public String name() {
        return "books-drift";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public int piecesATurn() {
        return 1;
    }

    @Override
    public boolean run(Actor system) {
        drift.check(system);
        return false;
    }

    @Override
    public void failed(Actor system, RuntimeException failure, Instant again) {
        drift.failed(system, failure);
    }
}
