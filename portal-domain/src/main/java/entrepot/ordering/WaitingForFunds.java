package entrepot.ordering;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Money may come back without a top-up too: a cancelled order, a payout to the wallet, a longer credit line. */
@ApplicationScoped
class WaitingForFunds implements Job {

    @Inject
    private WaitingOrders waiting;

    @Override
    public String name() {
        return "orders.waiting";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean run(Actor system) {
        return waiting.goOn(system);
    }
}
