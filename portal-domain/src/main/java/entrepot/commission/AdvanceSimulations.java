package entrepot.commission;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Works on simulations, piece by piece; others have their turn between two. */
@ApplicationScoped
public class AdvanceSimulations implements Job {

    @Inject
    private Simulations simulations;

    @Override
    public String name() {
        return "commission-simulation";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    @Override
    public int piecesATurn() {
        return 2;
    }

    @Override
    public boolean run(Actor system) {
        return simulations.advance(system);
    }
}
