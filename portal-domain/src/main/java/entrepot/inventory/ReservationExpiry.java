package entrepot.inventory;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Gives back what was set aside for a time that is over. */
@ApplicationScoped
class ReservationExpiry implements Job {

    private static final int PIECE = 50;

    @Inject
    private Stock stock;

    @Override
    public String name() {
        return "reservation-expiry";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean run(Actor system) {
        return stock.expire(system, PIECE) == PIECE;
    }
}
