package entrepot.kernel;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/** A half-open stretch of time: {@code from} is in it, {@code to} is not. */
public record Period(Instant from, Instant to) {

    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period ends after it begins: " + from + " to " + to);
        }
    }

    /** A calendar month as the tenant's zone sees it, whatever daylight saving does in it. */
    public static Period of(YearMonth month, ZoneId zone) {
        return new Period(month.atDay(1).atStartOfDay(zone).toInstant(),
                month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant());
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
