package entrepot.gateway;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Payments that nobody made in time, and what the simulator sends late. */
@ApplicationScoped
class PaymentsRunOut implements Job {

    @Inject
    private Payments payments;

    @Inject
    private Simulation simulation;

    @Override
    public String name() {
        return "gateway.payments";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(20);
    }

    @Override
    public boolean run(Actor system) {
        boolean late = simulation.deliver(system);
        return payments.expire(system) || late;
    }
}
