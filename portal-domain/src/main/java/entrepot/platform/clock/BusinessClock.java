package entrepot.platform.clock;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The time of business facts, in the open transaction's tenant. In demonstration mode a tenant's clock
 * can be moved, so that nobody has to wait 15 days for a return window; otherwise it is real time, and
 * moving it is refused. Sessions, one-time codes and throttles use {@link #real()}.
 */
@ApplicationScoped
public class BusinessClock {

    /** Set to true for a demonstration, by the launcher's switch. */
    public static final String DEMONSTRATION = "ENTREPOT_DEMO";

    @Inject
    private Transactions transactions;

    @Inject
    private Sql sql;

    private final Clock clock = Clock.systemUTC();

    /** Whether this installation is a demonstration. */
    public boolean isDemonstration() {
        return Boolean.parseBoolean(System.getProperty(DEMONSTRATION, System.getenv(DEMONSTRATION)));
    }

    /** The business time now, to the microsecond that the database keeps. */
    public Instant now() {
        return real().plusMillis(isDemonstration() ? transactions.clockShiftMs() : 0);
    }

    /** The business date today, in the tenant's zone. */
    public LocalDate today() {
        return LocalDate.ofInstant(now(), transactions.tenant().zone());
    }

    /** Real time, whatever the tenant's clock says. */
    public Instant real() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Sets the tenant's clock to that moment; it runs on from there.
     *
     * @throws Problem CLOCK_IS_REAL outside a demonstration
     */
    public void set(Actor actor, Instant moment) {
        if (!isDemonstration()) {
            throw new Problem(ClockProblem.CLOCK_IS_REAL);
        }
        // a started millisecond counts, or the clock would stand a moment before the one that was asked for
        long shiftMs = Duration.between(real(), moment).plusNanos(999_999).toMillis();
        sql.update("update tenant set clock_shift_ms = ? where id = ?", shiftMs, actor.tenant());
        transactions.clockShifted(shiftMs);
    }
}
