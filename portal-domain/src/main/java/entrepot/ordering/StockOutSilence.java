package entrepot.ordering;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Who says nothing gets the money back. */
@ApplicationScoped
class StockOutSilence implements Job {

    @Inject
    private StockOuts stockOuts;

    @Override
    public String name() {
        return "stock-out-silence";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(5);
    }

    @Override
    public boolean run(Actor system) {
        return stockOuts.silence(system);
    }
}
