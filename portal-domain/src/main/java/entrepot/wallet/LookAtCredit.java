package entrepot.wallet;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Each day, and soon after something was paid: interest, letters, and limits that follow what is overdue. */
@ApplicationScoped
class LookAtCredit implements Job {

    private static final int PIECE = 20;

    @Inject
    private CreditLines lines;

    @Override
    public String name() {
        return "credit-lines";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(20);
    }

    @Override
    public boolean run(Actor system) {
        return lines.lookAtSome(system, PIECE);
    }
}
