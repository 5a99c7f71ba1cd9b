package entrepot.commission;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;

/**
 * What a closed month still owes, or takes back, under a rule with steps on the whole: the rate that the month reached, on all of it, less what its
 * lines had earned on the way. {@link #recompute} finds the amount from these numbers alone.
 *
 * @param volume  the seller's month, less what was refunded until it was closed
 * @param base    of the lines on which the rule works, less what was refunded
 * @param accrued what these lines had earned under it, less what was taken back
 * @param cut     what the plan's cap on single lines takes away
 */
public record TrueUp(String plan, String rule, LocalDate month, List<Plan.Step> steps, Money volume, BigDecimal percent, Money base, Money accrued,
                     Money cut, Money amount) {

    public TrueUp {
        steps = List.copyOf(steps);
    }

    /**
     * @param byLine what the rate gives when each line is rounded for itself
     * @param cut    what of that the plan's cap on lines takes
     */
    static TrueUp of(String plan, Rule rule, LocalDate month, Money volume, Money base, Money accrued, Money byLine, Money cut) {
        BigDecimal percent = CommissionCalculator.reached(rule.steps(), volume);
        Money whole = base.percent(percent);
        // where a line was capped each line is rounded for itself, so that none goes over its cap by a part of a cent
        Money lost = cut.isZero() ? cut : whole.minus(byLine).plus(cut);
        return new TrueUp(plan, rule.code(), month, rule.steps(), volume, percent, base, accrued, lost, whole.minus(accrued).minus(lost));
    }

    public Money recompute() {
        return base.percent(CommissionCalculator.reached(steps, volume)).minus(accrued).minus(cut);
    }

    /**
     * What is left of it after refunds: the month's effective rate (all that was earned on all that was sold) on what was kept, less what the
     * lines themselves kept.
     *
     * @param baseBack    of {@code base}, refunded since
     * @param accruedBack of {@code accrued}, taken back since
     */
    static long left(long amount, long base, long accrued, long baseBack, long accruedBack) {
        if (base == 0) {
            return amount;
        }
        return Money.of(accrued + amount, "XXX").share(BigInteger.valueOf(base - baseBack), BigInteger.valueOf(base)).minor()
                - (accrued - accruedBack);
    }
}
