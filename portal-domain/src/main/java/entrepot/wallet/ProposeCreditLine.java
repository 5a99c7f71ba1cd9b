package entrepot.wallet;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A credit line that somebody wants for a member; approved, it takes the place of the one before.
 *
 * @param organisation the member's code
 * @param limit        in major units of the tenant's currency
 * @param periodDays   for account periods of so many days; null for calendar months
 * @param freeDays     from the end of a period to the day by which it is to be paid, 0 to 366
 * @param interest     percent a year of what is overdue, 0 to 100
 * @param validFrom    null for today
 * @param validTo      the last day; null for none
 */
public record ProposeCreditLine(String organisation, BigDecimal limit, Integer periodDays, int freeDays, BigDecimal interest, LocalDate validFrom,
                                LocalDate validTo, String reason) {
}
