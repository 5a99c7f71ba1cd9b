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

    /** The rules that work on a line, what each gives alone, and under the plan's cap. */
    record Reckoned(List<Rule> rules, List<Money> byRule, List<Money> amounts, Money lineCap) {
    }

    /**
     * @param present the earners that there are: not every seller has an upline, not every place a dealer
     * @return a share for each rule that works on the line and whose earner is there, zeros included
     */
    public static List<Share> shares(Plan plan, SoldLine line, Set<Rule.Earner> present) {
        String currency = line.supplyTotal().currency();
        Reckoned reckoned = reckon(plan, line, present);
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < reckoned.rules().size(); i++) {
            Rule rule = reckoned.rules().get(i);
            shares.add(new Share(rule.earner(), new Explanation(plan.code(), rule.code(), rule.base(), line.base(rule.base()),
                    line.quantity(), rule.percent(), money(rule.fixed(), currency), rule.steps(), rule.whole(),
                    rule.steps().isEmpty() ? null : line.volumeBefore(), money(rule.floor(), currency),
                    money(rule.cap(), currency), reckoned.byRule().get(i), plan.capPercent(), reckoned.lineCap(), reckoned.byRule(), i,
                    reckoned.amounts().get(i))));
        }
        return shares;
    }

    /** The same without words, for a million lines. */
    static Reckoned reckon(Plan plan, SoldLine line, Set<Rule.Earner> present) {
        String currency = line.supplyTotal().currency();
        List<Rule> rules = new ArrayList<>(4);
        List<Money> byRule = new ArrayList<>(4);
        Money all = Money.zero(currency);
        int earned = 0;
        for (Rule rule : plan.rules()) {
            int earner = 1 << rule.earner().ordinal();
            if (!present.contains(rule.earner()) || plan.pick() == Plan.Pick.FIRST && (earned & earner) != 0 || !rule.holds(line)) {
                continue;
            }
            earned |= earner;
            rules.add(rule);
            Money amount = byRule(line.base(rule.base()), line.quantity(), rule.percent(), money(rule.fixed(), currency), rule.steps(), rule.whole(),
                    line.volumeBefore(), money(rule.floor(), currency), money(rule.cap(), currency));
            byRule.add(amount);
            all = all.plus(amount);
        }
        Money lineCap = line.supplyTotal().percent(plan.capPercent());
        List<Money> amounts = all.compareTo(lineCap) <= 0 ? byRule : Split.byWeight(lineCap, byRule.stream().map(Money::minor).toList());
        return new Reckoned(rules, byRule, amounts, lineCap);
    }

    /** What one rule gives on one line, before the plan's cap. */
    static Money byRule(Money base, int quantity, BigDecimal percent, Money fixed, List<Plan.Step> steps, boolean whole,
                        Money volumeBefore, Money floor, Money cap) {
        Money amount;
        if (percent != null) {
            amount = base.percent(percent);
        } else if (fixed != null) {
            amount = fixed.times(quantity);
        } else if (whole) {
            // as far as the month has come; closing it brings the rest
            amount = base.percent(reached(steps, volumeBefore.plus(base)));
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
        BigDecimal sold = volume.major();
        if (steps.isEmpty() || sold.compareTo(steps.get(0).from()) <= 0) {
            return Money.zero(volume.currency());
        }
        BigDecimal rebate = BigDecimal.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            BigDecimal from = steps.get(i).from();
            BigDecimal to = i + 1 < steps.size() ? steps.get(i + 1).from().min(sold) : sold;
            if (to.compareTo(from) > 0) {
                rebate = rebate.add(to.subtract(from).multiply(steps.get(i).percent()).movePointLeft(2));
            }
        }
        return Money.of(1, volume.currency()).times(rebate.movePointRight(Money.digits(volume.currency())));
    }

    /** The percentage of the highest step that a volume reaches; zero below the first. */
    static BigDecimal reached(List<Plan.Step> steps, Money volume) {
        BigDecimal percent = BigDecimal.ZERO;
        BigDecimal sold = volume.major();
        for (Plan.Step step : steps) {
            if (sold.compareTo(step.from()) >= 0) {
                percent = step.percent();
            }
        }
        return percent;
    }

    private static Money money(BigDecimal major, String currency) {
        return major == null ? null : Money.parse(major, currency);
    }
}
