package entrepot.settlement;

import entrepot.network.WorkingTime;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * When is settled what, as a pure rule: periods, deadlines and days of payment from the terms, on the work calendar.
 *
 * @param terms in order of their first days; the example first
 */
public record SettlementCalendar(List<Terms> terms, WorkingTime time) {

    private static final int MONTHS_AHEAD = 13;

    public SettlementCalendar {
        terms = List.copyOf(terms);
    }

    /**
     * One period and its days.
     *
     * @param to              the first day after it
     * @param preview         when members are shown their figures
     * @param objectionsUntil when silence has consented, if they are previewed on that day
     * @param approveBy       when it should be approved
     * @param payOn           when it is paid if it is approved in time
     */
    public record Turn(LocalDate from, LocalDate to, RunKind kind, LocalDate preview, Instant objectionsUntil, LocalDate approveBy,
                       LocalDate payOn) {

        /** Its last day. */
        public LocalDate last() {
            return to.minusDays(1);
        }
    }

    /** The terms that hold for the period of that day. */
    public Terms on(LocalDate day) {
        Terms held = terms.get(0);
        for (Terms each : terms) {
            if (each.validFrom() == null || !each.validFrom().isAfter(day)) {
                held = each;
            }
        }
        return held;
    }

    /** The period in which that day lies. A period that begins under other terms ends where they do. */
    public Turn of(LocalDate day) {
        Terms held = on(day);
        LocalDate from = begin(held.kind(), day);
        LocalDate to = end(held.kind(), day);
        for (Terms each : terms) {
            LocalDate change = each.validFrom();
            if (change != null && change.isAfter(from) && !change.isAfter(day)) {
                from = change;
            }
            if (change != null && change.isAfter(day) && change.isBefore(to)) {
                to = change;
            }
        }
        LocalDate preview = to.plusDays(held.previewDay() - 1L);
        LocalDate approveBy = to.plusDays(held.approveByDay() - 1L);
        return new Turn(from, to, held.kind(), preview, objectionsUntil(held, opening(time.workingDayFrom(preview))), approveBy,
                payDay(held, approveBy));
    }

    /** The end of the last working day for objections to what is shown at that moment. */
    public Instant objectionsUntil(Terms held, Instant shown) {
        LocalDate day = LocalDate.ofInstant(shown, time.zone());
        if (held.objectionDays() == 0) {
            return shown;
        }
        for (int i = 0; i < held.objectionDays(); i++) {
            day = time.workingDayFrom(day.plusDays(1));
        }
        return day.atTime(time.closesAt()).atZone(time.zone()).toInstant();
    }

    /** The first day of payment after that day. */
    public LocalDate payDay(Terms held, LocalDate after) {
        YearMonth month = YearMonth.from(after).minusMonths(1);
        for (int i = 0; i < MONTHS_AHEAD; i++, month = month.plusMonths(1)) {
            for (int day : held.payDays()) {
                LocalDate payDay = time.workingDayFrom(month.atDay(Math.min(day, month.lengthOfMonth())));
                if (payDay.isAfter(after)) {
                    return payDay;
                }
            }
        }
        throw new IllegalStateException("no day of payment within a year of " + after);
    }

    /** When it can be paid what is shown at that moment: silence consents at the end of the objections, so not on that day or before. */
    public LocalDate payDayOf(Terms held, Instant shown) {
        return payDay(held, LocalDate.ofInstant(objectionsUntil(held, shown), time.zone()));
    }

    private Instant opening(LocalDate day) {
        return day.atTime(time.opensAt()).atZone(time.zone()).toInstant();
    }

    private static LocalDate begin(RunKind kind, LocalDate day) {
        return switch (kind) {
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case HALF_MONTH -> day.withDayOfMonth(day.getDayOfMonth() <= 15 ? 1 : 16);
            default -> day.withDayOfMonth(1);
        };
    }

    private static LocalDate end(RunKind kind, LocalDate day) {
        return switch (kind) {
            case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            case HALF_MONTH -> day.getDayOfMonth() <= 15 ? day.withDayOfMonth(16) : day.withDayOfMonth(1).plusMonths(1);
            default -> day.withDayOfMonth(1).plusMonths(1);
        };
    }
}
