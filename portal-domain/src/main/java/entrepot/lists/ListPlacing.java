package entrepot.lists;

import entrepot.lists.ShippingList.State;
import entrepot.platform.access.Actor;
import entrepot.ordering.Orders;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.jobs.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Places what waits in shipping lists, one order a piece and so one a transaction: a refused order is said on its row
 * and takes nothing with it. The idempotency key comes from the sub-shop and the outside number, so the same file
 * twice, or a crash between two orders, places nothing twice.
 */
@ApplicationScoped
class ListPlacing implements Job {

    @Inject
    private ListRows rows;

    @Inject
    private Orders orders;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Override
    public String name() {
        return "lists.place";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    @Override
    public boolean run(Actor system) {
        Optional<ListRows.Kept> list = rows.nextPlacing(system);
        if (list.isEmpty()) {
            return false;
        }
        Optional<ListRows.Next> next = rows.nextOrder(system, list.get().id());
        if (next.isEmpty()) {
            rows.move(system, list.get().id(), State.DONE, list.get().list().placingAt(), clock.now());
            history.record(system, ShippingLists.THING, list.get().list().code(), State.PLACING, State.DONE, "");
            return true;
        }
        place(system, list.get(), next.get());
        return true;
    }

    private void place(Actor system, ListRows.Kept list, ListRows.Next next) {
        Orders.Outcome outcome = orders.placeAll(uploader(system, list), List.of(next.command())).get(0);
        if (outcome.refusal() == null) {
            rows.placed(system, next, outcome.receipt().code());
        } else {
            rows.refused(system, next, Fault.of(outcome.refusal(), next.firstRow()));
        }
    }

    /** Whoever uploaded the list, in the name of its member: it sees and orders for that one alone. */
    private static Actor uploader(Actor system, ListRows.Kept list) {
        return new Actor(system.tenant(), list.list().organisation(), false, list.user(), list.person(),
                list.list().uploadedBy(), Set.of(), Actor.Kind.SYSTEM);
    }
}
