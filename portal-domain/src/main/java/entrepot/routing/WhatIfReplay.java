package entrepot.routing;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Goes on with what is being replayed. */
@ApplicationScoped
class WhatIfReplay implements Job {

    @Inject
    private WhatIfs whatIfs;

    @Override
    public String name() {
        return "routing.what-if";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public boolean run(Actor system) {
        return whatIfs.goOn(system);
    }
}
