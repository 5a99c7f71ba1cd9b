package entrepot.fulfilment;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Passes on offers that nobody answered in time. */
@ApplicationScoped
class OfferExpiry implements Job {

    /** One a transaction: what two re-routes lock, they lock in the same order. */
    private static final int PIECE = 1;

    @Inject
    private Offers offers;

    @Override
    public String name() {
        return "offer-expiry";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean run(Actor system) {
        return offers.expire(system, PIECE);
    }
}
