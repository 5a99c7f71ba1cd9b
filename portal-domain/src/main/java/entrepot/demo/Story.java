package entrepot.demo;

import entrepot.kernel.TenantId;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.outbox.OutboxWorker;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * What happens in a tenant, each event at its own business time: the clock is set to it, the event runs
 * the use cases that a person would, and leads to later events. Jobs run once a day, so that what falls
 * due by itself does so on its day.
 */
final class Story {

    private record Event(Instant at, long order, Runnable action) {
    }

    private final TenantId tenant;
    private final BusinessClock clock;
    private final Transactions transactions;
    private final Jobs jobs;
    private final OutboxWorker outbox;
    private final Sql sql;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparing(Event::at).thenComparing(Event::order));
    private long order;
    private Instant now;

    Story(TenantId tenant, BusinessClock clock, Transactions transactions, Jobs jobs, OutboxWorker outbox,
          Sql sql) {
        this.tenant = tenant;
        this.clock = clock;
        this.transactions = transactions;
        this.jobs = jobs;
        this.outbox = outbox;
        this.sql = sql;
    }

    /** Lets something happen at that time; never before what has happened already. */
    void at(Instant time, Runnable action) {
        events.add(new Event(now != null && time.isBefore(now) ? now : time, order++, action));
    }

    /** The time of what happens. */
    Instant now() {
        return now;
    }

    /** Runs all events before {@code end}, in order of time, and leaves the clock at {@code end}. */
    void runUntil(Instant end, Consumer<Instant> progress) {
        while (!events.isEmpty() && events.peek().at().isBefore(end)) {
            Event event = events.poll();
            moveTo(event.at());
            event.action().run();
            progress.accept(now);
        }
        moveTo(end);
        daily();
    }

    /** Much was written at once: the planner is told, or it takes the tables for empty. */
    void lookAtTables() {
        transactions.in(tenant, () -> sql.one("select entrepot_look_at_tables()", row -> null));
    }

    /** Delivers the facts and runs the jobs of the day; the story's own days call it. */
    void daily() {
        outbox.drain();
        jobs.runAll(tenant);
        outbox.drain();
    }

    private void moveTo(Instant time) {
        now = time;
        transactions.in(tenant, () -> {
            clock.set(Actor.system(tenant), time);
            return null;
        });
    }
}
