package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.Split;
import java.math.BigDecimal;
import java.util.List;

/**
 * Why an accrual is what it is: the rule and every number that went into it. {@link #recompute} finds the amount
 * from these alone.
 *
 * @param plan         the plan's code
 * @param rule         the rule's code
 * @param base         the base by name, with {@code baseAmount} of this line
 * @param percent      null unless the rule is a percentage
 * @param fixed        for each piece; null unless the rule is a fixed amount
 * @param whole        whether the step that the month has reached counts for all of it; what is missing comes when the month is closed
 * @param volumeBefore the seller's month before this line; null unless the rule has steps
 * @param floor        the least for a line; null for none
 * @param cap          the most for a line; null for none
 * @param byRule       what this rule gives, before the plan's cap
 * @param lineCap      the plan's cap on all rules of the line together
 * @param byAllRules   what all rules of the line give, this one included, before the plan's cap
 * @param place        of this rule in {@code byAllRules}
 * @param amount       the accrual
 */
public record Explanation(String plan, String rule, Rule.Basis base, Money baseAmount, int quantity,
                          BigDecimal percent, Money fixed, List<Plan.Step> steps, boolean whole, Money volumeBefore,
                          Money floor,
                          Money cap, Money byRule, BigDecimal capPercent, Money lineCap, List<Money> byAllRules,
                          int place, Money amount) {

    public Explanation {
        steps = steps == null ? List.of() : List.copyOf(steps);
        byAllRules = List.copyOf(byAllRules);
    }

    /** How it was computed, as a key of the message bundles: {@code commission.why.<method>}. */
    public String method() {
        return percent != null ? "percent" : fixed != null ? "fixed" : whole ? "whole" : "steps";
    }

    /** What the rule gives before it is rounded, in major units; the cent that rounding took or gave is the difference. Null where nothing is rounded. */
    public BigDecimal exact() {
        BigDecimal rate = percent != null ? percent : whole ? CommissionCalculator.reached(steps, volumeAfter()) : null;
        return rate == null ? null : baseAmount.major().multiply(rate).movePointLeft(2).stripTrailingZeros();
    }

    /** The percentage that counts: of the rule, or of the step that the month has reached; null for other rules. */
    public BigDecimal rate() {
        return percent != null ? percent : whole ? CommissionCalculator.reached(steps, volumeAfter()) : null;
    }

    /** Whether the plan's cap took something away. */
    public boolean isCapped() {
        return !amount.equals(byRule);
    }

    /** The seller's month with this line. */
    public Money volumeAfter() {
        return volumeBefore == null ? null : volumeBefore.plus(baseAmount);
    }

    /** The amount, from the numbers of this explanation and nothing else. */
    public Money recompute() {
        Money each = CommissionCalculator.byRule(baseAmount, quantity, percent, fixed, steps, whole,
                volumeBefore, floor, cap);
        Money all = byAllRules.stream().reduce(Money.zero(each.currency()), Money::plus);
        if (!each.equals(byAllRules.get(place)) || all.compareTo(lineCap) <= 0) {
            return each;
        }
        return Split.byWeight(lineCap, byAllRules.stream().map(Money::minor).toList()).get(place);
    }
}
