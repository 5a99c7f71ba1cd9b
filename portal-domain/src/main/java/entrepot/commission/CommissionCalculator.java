package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.Split;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Computes what a delivered line earns, with an explanation of each amount. Pure: data in, data out. */
public final class CommissionCalculator {

    private CommissionCalculator() {
    }

    /** One earner's share of a line. */
    public record Share(Rule.Earner earner, Explanation explanation) {

        public Money amount() {
            return explanation.amount();
        }
    }

    /**
     * @param present the earners that there are: not every seller has an upline, not every place a dealer
     * @return a share for each rule that works on the line and whose earner is there, zeros included
     */
    public static List<Share> shares(Plan plan, SoldLine line, Set<Rule.Earner> present) {
        String currency = line.supplyTotal().currency();
        List<Rule> rules = plan.rules().stream()
                .filter(rule -> rule.scope().holds(line) && present.contains(rule.earner())).toList();
        List<Money> byRule = rules.stream().map(rule -> byRule(base(rule, line), line.quantity(), rule.percent(),
                money(rule.fixed(), currency), rule.steps(), line.volumeBefore(), money(rule.floor(), currency),
                money(rule.cap(), currency))).toList();
        Money all = byRule.stream().reduce(Money.zero(currency), Money::plus);
        Money lineCap = line.supplyTotal().percent(plan.capPercent());
        List<Money> amounts = all.compareTo(lineCap) <= 0 ? byRule
                : Split.byWeight(lineCap, byRule.stream().map(Money::minor).toList());
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            shares.add(new Share(rule.earner(), new Explanation(plan.code(), rule.code(), rule.base(), base(rule, line),
                    line.quantity(), rule.percent(), money(rule.fixed(), currency), rule.steps(),
                    rule.steps().isEmpty() ? null : line.volumeBefore(), money(rule.floor(), currency),
                    money(rule.cap(), currency), byRule.get(i), plan.capPercent(), lineCap, byRule, i,
                    amounts.get(i))));
        }
        return shares;
    }

    /** What one rule gives on one line, before the plan's cap. */
    static Money byRule(Money base, int quantity, BigDecimal percent, Money fixed, List<Plan.Step> steps,
                        Money volumeBefore, Money floor, Money cap) {
        Money amount;
        if (percent != null) {
            amount = base.percent(percent);
        } else if (fixed != null) {
            amount = fixed.times(quantity);
        } else {
            // the difference of two sums, so that a month's lines add up to the month's rebate to the last fen,
            // in whatever order they were delivered
            amount = onTheParts(steps, volumeBefore.plus(base)).minus(onTheParts(steps, volumeBefore));
        }
        if (floor != null) {
            amount = amount.max(floor);
        }
        return cap == null ? amount : amount.min(cap);
    }

    /** The rebate of a whole month: each step's percentage on the part of the volume that lies in it. */
    static Money onTheParts(List<Plan.Step> steps, Money volume) {
        BigDecimal rebate = BigDecimal.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            BigDecimal from = steps.get(i).from();
            BigDecimal to = i + 1 < steps.size() ? steps.get(i + 1).from().min(volume.major()) : volume.major();
            if (to.compareTo(from) > 0) {
                rebate = rebate.add(to.subtract(from).multiply(steps.get(i).percent()).movePointLeft(2));
            }
        }
        return Money.of(1, volume.currency()).times(rebate.movePointRight(Money.digits(volume.currency())));
    }

    private static Money base(Rule rule, SoldLine line) {
        return rule.base() == Rule.Basis.SUPPLY ? line.supplyTotal() : line.retailTotal();
    }

    private static Money money(BigDecimal major, String currency) {
        return major == null ? null : Money.parse(major, currency);
    }
}
