package entrepot.wallet;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * When what was spent on a credit line is due, and what it costs afterwards.
 *
 * @param periodDays   of an account period of DAYS, counted from {@code validFrom}; null for MONTH
 * @param freeDays     from the end of the account period to the day on which it is due
 * @param interestRate a year, of what is past its due date: 0.18 is 18 %
 * @param validTo      the last day; null: until it is stopped
 */
public record CreditTerms(Period period, Integer periodDays, int freeDays, BigDecimal interestRate, LocalDate validFrom, LocalDate validTo) {

    /** What is spent in one account period is due on one day. */
    public enum Period { MONTH, DAYS }

    /** The day by which what was spent on that day is to be paid. */
    public LocalDate dueOn(LocalDate spent) {
        LocalDate end = period == Period.MONTH ? YearMonth.from(spent).atEndOfMonth()
                : validFrom.plusDays((Math.floorDiv(ChronoUnit.DAYS.between(validFrom, spent), (long) periodDays) + 1) * periodDays - 1);
        return end.plusDays(freeDays);
    }
}
