package entrepot.pricing;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import java.math.BigDecimal;

/**
 * The lowest and the highest price that a member of a tier may ask its buyer: percents of the retail price, widened
 * by the tolerance of half a currency unit, so that rounded shelf prices pass.
 *
 * @param lowest  with the tolerance taken off, never below zero
 * @param highest with the tolerance put on
 */
public record PriceBand(Money retail, BigDecimal lowPercent, BigDecimal highPercent, Money lowest, Money highest) {

    /** 0.50 of the currency (DEFAULTS). */
    public static final BigDecimal TOLERANCE = new BigDecimal("0.50");

    public static PriceBand of(Money retail, BigDecimal lowPercent, BigDecimal highPercent) {
        Money tolerance = new Money(TOLERANCE.movePointRight(Money.digits(retail.currency())).longValue(),
                retail.currency());
        return new PriceBand(retail, lowPercent, highPercent,
                retail.percent(lowPercent).minus(tolerance).max(Money.zero(retail.currency())),
                retail.percent(highPercent).plus(tolerance));
    }

    public boolean holds(Money asked) {
        return asked.compareTo(lowest) >= 0 && asked.compareTo(highest) <= 0;
    }

    /** @throws Problem PRICE_OUTSIDE_BAND with the price, the band and the percents */
    public void check(String sku, Money asked) {
        if (!holds(asked)) {
            throw new Problem(PricingProblem.PRICE_OUTSIDE_BAND).with("sku", sku).with("asked", asked.toString())
                    .with("retail", retail.toString())
                    .with("lowest", lowest.toString()).with("highest", highest.toString())
                    .with("lowPercent", lowPercent.stripTrailingZeros().toPlainString())
                    .with("highPercent", highPercent.stripTrailingZeros().toPlainString());
        }
    }
}
