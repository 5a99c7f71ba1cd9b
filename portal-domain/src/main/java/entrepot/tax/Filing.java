package entrepot.tax;

import entrepot.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * What was reported to the tax office of a month, in one go; what is paid later in that month stands in the next one.
 *
 * @param persons    rows: one a person
 * @param unnamed    of them without a number
 * @param paidOn     when it was paid over; null while it was not
 * @param reference  the bank's
 */
public record Filing(String code, YearMonth month, int persons, int unnamed, Money gross, Money tax, String by, Instant at, LocalDate paidOn, String reference,
                     String paidBy) {

    /** One row: a person with all that it was paid in the month over all its memberships. @param number in clear, empty where nobody has said it */
    public record Row(String name, String number, TaxMethod method, int payments, Money gross, Money tax) {
    }
}
