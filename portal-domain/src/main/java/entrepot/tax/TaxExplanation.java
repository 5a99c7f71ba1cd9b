package entrepot.tax;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Every number from which the tax of a payment can be found again. The period is the calendar month of payment, with {@link TaxMethod#CUMULATIVE}
 * the year up to it.
 *
 * @param table     since when the table used holds; null where nothing is withheld
 * @param month     of payment, such as {@code 2026-11}
 * @param gross     what this organisation is paid
 * @param person    what the person is paid now, over all its memberships
 * @param before    what the person was paid before in the period
 * @param months    for how many months something is free: 1 for a month's payments
 * @param deduction what is free of the period's payments
 * @param base      what is left and taxed: person + before − deduction
 * @param rate      percent of the step that the base reaches
 * @param quick     what the steps below make it cheaper
 * @param due       the period's tax: base × rate − quick
 * @param withheld  what was withheld before in the period
 * @param tax       due − withheld, of it this organisation's part by what it is paid
 */
public record TaxExplanation(TaxMethod method, LocalDate table, String month, Money gross, Money person, Money before, int months,
                             Money deduction, Money base, BigDecimal rate, Money quick, Money due, Money withheld, Money tax) {

    static TaxExplanation none(String month, Money gross) {
        Money nothing = Money.zero(gross.currency());
        return new TaxExplanation(TaxMethod.NONE, null, month, gross, gross, nothing, 0, nothing, nothing, BigDecimal.ZERO, nothing,
                nothing, nothing, nothing);
    }
}
