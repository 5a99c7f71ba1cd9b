package entrepot.inventory;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Looks for what is short, and for stock that nobody has confirmed. */
@ApplicationScoped
class StockWatch implements Job {

    @Inject
    private StockAlarms alarms;

    @Override
    public String name() {
        return "stock-watch";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(15);
    }

    @Override
    public boolean run(Actor system) {
        alarms.watch(system);
        return false;
    }
}
