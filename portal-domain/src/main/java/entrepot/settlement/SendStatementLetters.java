package entrepot.settlement;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Writes to members about their statements, some at a time. */
@ApplicationScoped
public class SendStatementLetters implements Job {

    @Inject
    private StatementLetters letters;

    @Override
    public String name() {
        return "statement-letters";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(30);
    }

    @Override
    public boolean run(Actor system) {
        return letters.send(system);
    }
}
