package entrepot.demo;

import entrepot.commission.Plans;
import entrepot.inventory.Stock;
import entrepot.inventory.StockAlarms;
import entrepot.kernel.Problem;
import entrepot.kernel.TenantId;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.clock.ClockProblem;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.outbox.OutboxWorker;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Moves the business clock of a demonstration forward, day by day, and lets the workers do on each day what is due
 * on it: offers run out, commission is released, runs go on. So an order can be seen to settle in one sitting.
 */
@ApplicationScoped
@UseCases
public class DemonstrationClock {

    /** So far the clock goes at once. */
    public static final int DAYS_MAX = 400;

    // when people come to work, so that what they then do happens within working hours
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    @Inject
    private Plans plans;

    @Inject
    private Orders orders;

    @Inject
    private Stock stock;

    @Inject
    private StockAlarms alarms;

    @Inject
    private Jobs jobs;

    @Inject
    private OutboxWorker outbox;

    /** The tenant's business time. */
    @Requires(DemoPermission.MOVE_CLOCK)
    public Instant now(Actor actor) {
        return clock.now();
    }

    /** Nine in the morning of the next day. */
    @Requires(DemoPermission.MOVE_CLOCK)
    public void toTomorrow(Actor actor) {
        goTo(actor, clock.today().plusDays(1));
    }

    /** The morning after the return window of everything that is delivered by now. */
    @Requires(DemoPermission.MOVE_CLOCK)
    public void pastReturnWindow(Actor actor) {
        goTo(actor, afterWindow(actor));
    }

    /** That morning's day: by the plan in force for what is not told yet, and by what orders say that came before it. */
    @Requires(DemoPermission.MOVE_CLOCK)
    public LocalDate afterWindow(Actor actor) {
        Actor system = Actor.system(actor.tenant());
        LocalDate byPlan = clock.today().plusDays(plans.inForce(system, clock.now()).returnWindowDays());
        LocalDate byOrders = orders.lastWindow(system)
                .map(last -> LocalDate.ofInstant(last, transactions.tenant().zone())).orElse(byPlan);
        return (byOrders.isAfter(byPlan) ? byOrders : byPlan).plusDays(1);
    }

    /** The morning of the next 3rd of a month, when the month before is settled. */
    @Requires(DemoPermission.MOVE_CLOCK)
    public void toSettlement(Actor actor) {
        LocalDate third = clock.today().withDayOfMonth(3);
        goTo(actor, third.isAfter(clock.today()) ? third : third.plusMonths(1));
    }

    /**
     * Nine in the morning of that day, in the tenant's zone.
     *
     * @throws Problem CLOCK_IS_REAL outside a demonstration, CLOCK_GOES_FORWARD, CLOCK_TOO_FAR
     */
    @Requires(DemoPermission.MOVE_CLOCK)
    public void goTo(Actor actor, LocalDate day) {
        ZoneId zone = transactions.tenant().zone();
        Instant now = clock.now();
        Instant moment = day.atTime(MORNING).atZone(zone).toInstant();
        if (!clock.isDemonstration()) {
            throw new Problem(ClockProblem.CLOCK_IS_REAL);
        }
        if (!moment.isAfter(now)) {
            throw new Problem(ClockProblem.CLOCK_GOES_FORWARD).with("date", day);
        }
        if (Duration.between(now, moment).toDays() > DAYS_MAX) {
            throw new Problem(DemoProblem.CLOCK_TOO_FAR).with("max", DAYS_MAX);
        }
        // each day is a transaction, and so is each job in it: they begin when this one is over
        transactions.afterCommit(() -> walk(actor, LocalDate.ofInstant(now, zone), day, zone));
    }

    private void walk(Actor actor, LocalDate from, LocalDate to, ZoneId zone) {
        LocalDate day = from;
        do {
            // from a night to the morning of the same day is a way of no days
            day = day.isBefore(to) ? day.plusDays(1) : to;
            set(actor, day.atTime(MORNING).atZone(zone).toInstant());
            confirmStock(actor.tenant());
            work(actor.tenant());
        } while (day.isBefore(to));
    }

    private void set(Actor actor, Instant moment) {
        transactions.in(actor.tenant(), () -> {
            // somebody else may have gone further meanwhile: the clock never goes back
            if (moment.isAfter(clock.now())) {
                clock.set(actor, moment);
            }
            return null;
        });
    }

    /** Dealers whose word about their stock is fresh go on giving it, as they would each day; who let it lie lets it lie. */
    private void confirmStock(TenantId tenant) {
        Actor system = Actor.system(tenant);
        transactions.in(tenant, () -> {
            for (StockAlarms.Age age : alarms.ages(system)) {
                if (age.freshness() == StockAlarms.Freshness.FRESH) {
                    stock.confirm(system, age.warehouse().code());
                }
            }
            return null;
        });
    }

    private void work(TenantId tenant) {
        outbox.drain();
        jobs.runAll(tenant);
        outbox.drain();
    }
}
