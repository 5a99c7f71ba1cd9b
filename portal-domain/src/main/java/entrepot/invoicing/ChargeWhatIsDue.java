package entrepot.invoicing;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Charges that come again are charged on their day. */
@ApplicationScoped
class ChargeWhatIsDue implements Job {

    private static final int PIECE = 20;

    @Inject
    private Schedules schedules;

    @Override
    public String name() {
        return "charge-schedules";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(5);
    }

    @Override
    public boolean run(Actor system) {
        return schedules.chargeDue(system, PIECE);
    }
}
