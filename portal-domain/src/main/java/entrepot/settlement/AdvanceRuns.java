package entrepot.settlement;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/** Works on settlement runs, piece by piece; each piece is committed, so a run goes on where it was stopped. */
@ApplicationScoped
public class AdvanceRuns implements Job {

    @Inject
    private Settlements settlements;

    @Override
    public String name() {
        return "settlement";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public boolean run(Actor system) {
        return settlements.advance(system);
    }

    @Override
    public void failed(Actor system, RuntimeException failure, Instant again) {
        settlements.failed(system, failure, again);
    }
}
