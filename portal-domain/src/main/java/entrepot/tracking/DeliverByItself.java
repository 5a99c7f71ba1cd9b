package entrepot.tracking;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Parcels whose carriers fell silent count as delivered some time after their last scan. */
@ApplicationScoped
class DeliverByItself implements Job {

    private static final int PIECE = 50;

    @Inject
    private Tracking tracking;

    @Override
    public String name() {
        return "deliver-by-itself";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public boolean run(Actor system) {
        return tracking.deliverByItself(system, PIECE);
    }
}
