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
                          BigDecimal percent, Money fixed, List<Plan.Step> steps, Money volumeBefore, Money floor,
                          Money cap, Money byRule, BigDecimal capPercent, Money lineCap, List<Money> byAllRules,
                          int place, Money amount) {

    public Explanation {
        steps = steps == null ? List.of() : List.copyOf(steps);
        byAllRules = List.copyOf(byAllRules);
    }

    /** How it was computed, as a key of the message bundles: {@code commission.why.<method>}. */
    public String method() {
        return percent != null ? "percent" : fixed != null ? "fixed" : "steps";
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
        Money each = CommissionCalculator.byRule(baseAmount, quantity, percent, fixed, steps,
                volumeBefore, floor, cap);
        Money all = byAllRules.stream().reduce(Money.zero(each.currency()), Money::plus);
        if (!each.equals(byAllRules.get(place)) || all.compareTo(lineCap) <= 0) {
            return each;
        }
        return Split.byWeight(lineCap, byAllRules.stream().map(Money::minor).toList()).get(place);
    }
}
