package entrepot.commission;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** A month that has ended earns its bonuses, and what steps on the whole still owe. */
@ApplicationScoped
public class CloseMonths implements Job {

    @Inject
    private Awards awards;

    @Override
    public String name() {
        return "commission-closing";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(5);
    }

    @Override
    public int piecesATurn() {
        return 2;
    }

    @Override
    public boolean run(Actor system) {
        return awards.closeNext(system);
    }
}
