package entrepot.tracking;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Moves a demonstration's parcels on as its clock moves. */
@ApplicationScoped
class Simulate implements Job {

    @Inject
    private TrackingSources sources;

    @Override
    public String name() {
        return "simulate-parcels";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean run(Actor system) {
        return sources.simulate(system);
    }
}
