package entrepot.wallet;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;

/**
 * The interest of one member and day, with every number that went into it.
 *
 * @param overdue what was past its due date when the day ended
 * @param bearing what of it bears interest: interest that is unpaid itself does not
 * @param rate    a year
 * @param days    of a year
 */
public record InterestDay(LocalDate on, Money overdue, Money bearing, BigDecimal rate, int days, Money interest) {

    private static final int DAYS = 365;

    /** bearing × rate ÷ 365, rounded once. */
    public static InterestDay of(LocalDate on, CreditUse use, BigDecimal rate) {
        return new InterestDay(on, use.overdue(), use.bearing(), rate, DAYS,
                use.bearing().times(rate.divide(BigDecimal.valueOf(DAYS), MathContext.DECIMAL128)));
    }
}
