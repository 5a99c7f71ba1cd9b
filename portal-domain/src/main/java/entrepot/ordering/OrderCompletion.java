package entrepot.ordering;

import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Orders are complete when they are delivered and their return window has closed. */
@ApplicationScoped
class OrderCompletion implements Job {

    private static final int ORDERS_MAX = 500;

    @Inject
    private OrderRows rows;

    @Inject
    private History history;

    @Inject
    private BusinessClock clock;

    @Override
    public String name() {
        return "orders.complete";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public boolean run(Actor system) {
        List<String> codes = rows.complete(system, clock.now(), ORDERS_MAX);
        if (!codes.isEmpty()) {
            history.recordAll(system, Orders.THING, codes, OrderState.DELIVERED, OrderState.COMPLETED, "");
        }
        return codes.size() == ORDERS_MAX;
    }
}
