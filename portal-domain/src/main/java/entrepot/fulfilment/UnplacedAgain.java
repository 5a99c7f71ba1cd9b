package entrepot.fulfilment;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Tries again what nobody could ship: goods came in meanwhile, or another order let go of some. */
@ApplicationScoped
class UnplacedAgain implements Job {

    @Inject
    private Offers offers;

    @Override
    public String name() {
        return "unplaced-again";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(2);
    }

    @Override
    public boolean run(Actor system) {
        return offers.placeAgain(system);
    }
}
