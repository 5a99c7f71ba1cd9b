package entrepot.settlement;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Asks for the payouts of statements that waited for their member's invoice and do not any more: the rule was lifted, or the member is taxed otherwise. */
@ApplicationScoped
class RequestPayouts implements Job {

    @Inject
    private Settlements settlements;

    @Override
    public String name() {
        return "statement-payouts";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean run(Actor system) {
        return settlements.requestPayouts(system);
    }
}
