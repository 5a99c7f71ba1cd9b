package entrepot.commission;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.time.YearMonth;

/**
 * A deduction to be approved.
 *
 * @param organisation the member's code
 * @param amount       null where a percentage is said
 * @param percent      of the commission earned in {@code month}; null where an amount is said
 */
public record ProposeDeduction(String organisation, Deduction.Kind kind, String reason, Money amount, BigDecimal percent, YearMonth month) {
}
