package entrepot.commission;

import entrepot.kernel.Problem;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules by which commission is earned. A plan never changes: a new one takes its place from a date on, and
 * the plan in force when the order was placed counts.
 *
 * @param code             what people call it by
 * @param name             in the maker's words
 * @param capPercent       all accruals of a line together stay under this share of the line's supply total
 * @param returnWindowDays after delivery, before commission is due
 */
public record Plan(String code, String name, BigDecimal capPercent, int returnWindowDays, List<Rule> rules) {

    private static final int RULES_MAX = 50;
    private static final int WINDOW_MAX = 365;

    /** The rules of day one (DEFAULTS): an example, to be confirmed, in force until a tenant has a plan of its own. */
    public static final Plan EXAMPLE = new Plan("EXAMPLE", "Example, to be confirmed", new BigDecimal("8"), 15, List.of(
            Rule.steps("volume-rebate", Rule.Earner.SELLER, List.of(
                    new Step(new BigDecimal("50000"), new BigDecimal("1")),
                    new Step(new BigDecimal("200000"), new BigDecimal("2")))),
            Rule.percent("upline-1", Rule.Earner.UPLINE_1, Rule.Basis.SUPPLY, new BigDecimal("2")),
            Rule.percent("upline-2", Rule.Earner.UPLINE_2, Rule.Basis.SUPPLY, new BigDecimal("1"))));

    public Plan {
        rules = List.copyOf(rules);
    }

    /** From that month's volume on, in major units of the tenant's currency, that percentage. */
    public record Step(BigDecimal from, BigDecimal percent) {
    }

    /** @throws Problem PLAN_INVALID saying what is wrong with it */
    Plan checked() {
        check(name != null && !name.isBlank() && name.length() <= 100, "name");
        check(between(capPercent, 0, 100), "capPercent");
        check(returnWindowDays >= 0 && returnWindowDays <= WINDOW_MAX, "returnWindowDays");
        check(!rules.isEmpty() && rules.size() <= RULES_MAX, "rules");
        Set<String> codes = new HashSet<>();
        for (Rule rule : rules) {
            check(rule.code() != null && rule.code().matches("[a-z0-9-]{1,40}") && codes.add(rule.code()), "code");
            check(rule.earner() != null && rule.base() != null && rule.scope() != null, rule.code());
            int ways = (rule.percent() == null ? 0 : 1) + (rule.fixed() == null ? 0 : 1) + (rule.steps().isEmpty() ? 0 : 1);
            check(ways == 1, rule.code());
            check(rule.percent() == null || between(rule.percent(), 0, 100), rule.code());
            check(rule.fixed() == null || rule.fixed().signum() >= 0, rule.code());
            check(rule.floor() == null || rule.floor().signum() >= 0, rule.code());
            check(rule.cap() == null || rule.cap().signum() >= 0, rule.code());
            checkSteps(rule);
        }
        return this;
    }

    private static void checkSteps(Rule rule) {
        BigDecimal before = null;
        for (Step step : rule.steps()) {
            check(step.from() != null && step.from().signum() >= 0 && between(step.percent(), 0, 100), rule.code());
            check(before == null || step.from().compareTo(before) > 0, rule.code());
            before = step.from();
        }
        // the month's volume is counted in supply prices, so its steps are too
        check(rule.steps().isEmpty() || rule.base() == Rule.Basis.SUPPLY, rule.code());
    }

    private static boolean between(BigDecimal value, int least, int most) {
        return value != null && value.scale() <= 6 && value.compareTo(BigDecimal.valueOf(least)) >= 0
                && value.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static void check(boolean right, String where) {
        if (!right) {
            throw new Problem(CommissionProblem.PLAN_INVALID).with("where", where);
        }
    }
}
