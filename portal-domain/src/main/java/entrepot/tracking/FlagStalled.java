package entrepot.tracking;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Flags parcels that should have been heard of. */
@ApplicationScoped
class FlagStalled implements Job {

    private static final int PIECE = 50;

    @Inject
    private Tracking tracking;

    @Override
    public String name() {
        return "flag-stalled";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public boolean run(Actor system) {
        return tracking.flagStalled(system, PIECE);
    }
}
