package entrepot.network;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * When the network works, as a pure rule: the week's days and hours, less holidays, plus make-up days. Hours are
 * hours on the clock on the wall, so a day of changing clocks still opens and closes when the sign says.
 *
 * @param weekdays  the weekdays that are worked
 * @param opensAt   when a working day begins
 * @param closesAt  when it ends, after it began
 * @param holidays  days that are not worked whatever their weekday
 * @param makeUps   days that are worked whatever their weekday
 * @param zone      the tenant's
 */
public record WorkingTime(Set<DayOfWeek> weekdays, LocalTime opensAt, LocalTime closesAt, Set<LocalDate> holidays,
                          Set<LocalDate> makeUps, ZoneId zone) {

    // no calendar is closed for so long: beyond it somebody has mistyped the calendar
    private static final int DAYS_MAX = 3700;

    public WorkingTime {
        weekdays = Set.copyOf(weekdays);
        holidays = Set.copyOf(holidays);
        makeUps = Set.copyOf(makeUps);
        if (weekdays.isEmpty() || !opensAt.isBefore(closesAt)) {
            throw new IllegalArgumentException("a calendar has working hours: " + weekdays + " " + opensAt + " to "
                    + closesAt);
        }
    }

    public boolean isWorkingDay(LocalDate day) {
        return makeUps.contains(day) || weekdays.contains(day.getDayOfWeek()) && !holidays.contains(day);
    }

    public boolean isWorking(Instant moment) {
        LocalDate day = LocalDate.ofInstant(moment, zone);
        return isWorkingDay(day) && !moment.isBefore(opening(day)) && moment.isBefore(closing(day));
    }

    /** That day if it is worked, else the next that is. */
    public LocalDate workingDayFrom(LocalDate day) {
        LocalDate candidate = day;
        for (int i = 0; i < DAYS_MAX; i++, candidate = candidate.plusDays(1)) {
            if (isWorkingDay(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("no working day within ten years of " + day);
    }

    /** The moment at which so much working time has passed since {@code from}; zero answers {@code from} itself. */
    public Instant plus(Instant from, Duration working) {
        if (working.isZero() || working.isNegative()) {
            return from;
        }
        Duration left = working;
        LocalDate day = LocalDate.ofInstant(from, zone);
        for (int i = 0; i < DAYS_MAX; i++, day = day.plusDays(1)) {
            if (!isWorkingDay(day)) {
                continue;
            }
            Instant begin = opening(day).isAfter(from) ? opening(day) : from;
            Instant end = closing(day);
            if (!begin.isBefore(end)) {
                continue;
            }
            Duration today = Duration.between(begin, end);
            if (left.compareTo(today) <= 0) {
                return begin.plus(left);
            }
            left = left.minus(today);
        }
        throw new IllegalStateException("no end of " + working + " of work within ten years of " + from);
    }

    private Instant opening(LocalDate day) {
        return day.atTime(opensAt).atZone(zone).toInstant();
    }

    private Instant closing(LocalDate day) {
        return day.atTime(closesAt).atZone(zone).toInstant();
    }
}
