package entrepot.fulfilment;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Reminds dealers of offers that they have not answered. */
@ApplicationScoped
class OfferReminders implements Job {

    private static final int PIECE = 50;

    @Inject
    private Offers offers;

    @Override
    public String name() {
        return "offer-reminders";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean run(Actor system) {
        return offers.remind(system, PIECE);
    }
}
