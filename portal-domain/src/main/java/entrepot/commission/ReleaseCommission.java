package entrepot.commission;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Commission whose return window has closed becomes due. */
@ApplicationScoped
public class ReleaseCommission implements Job {

    @Inject
    private Accruals accruals;

    @Override
    public String name() {
        return "commission-release";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean run(Actor system) {
        return accruals.releaseDue(system);
    }
}
