package entrepot.commission;

import entrepot.kernel.Money;
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
 * @param pick             which of the rules that work on a line count, for each earner
 * @param rules            in their order
 * @param bonuses          of the month; those of the plan that is in force when the month ends
 */
public record Plan(String code, String name, BigDecimal capPercent, int returnWindowDays, Pick pick, List<Rule> rules, List<Bonus> bonuses) {

    /** ALL: every rule that works on the line. FIRST: for each earner the first one. */
    public enum Pick { ALL, FIRST }

    private static final int RULES_MAX = 50;
    private static final int BONUSES_MAX = 10;
    private static final int PRIZES_MAX = 100;
    private static final int SCOPES_MAX = 200;
    private static final int STEPS_MAX = 20;
    private static final int WINDOW_MAX = 365;

    /** The rules of day one (DEFAULTS): an example, to be confirmed, in force until a tenant has a plan of its own. */
    public static final Plan EXAMPLE = new Plan("EXAMPLE", "Example, to be confirmed", new BigDecimal("8"), 15, List.of(
            Rule.steps("volume-rebate", Rule.Earner.SELLER, List.of(
                    new Step(new BigDecimal("50000"), new BigDecimal("1")),
                    new Step(new BigDecimal("200000"), new BigDecimal("2")))),
            Rule.percent("upline-1", Rule.Earner.UPLINE_1, Rule.Basis.SUPPLY, new BigDecimal("2")),
            Rule.percent("upline-2", Rule.Earner.UPLINE_2, Rule.Basis.SUPPLY, new BigDecimal("1"))));

    public Plan {
        pick = pick == null ? Pick.ALL : pick;
        rules = rules == null ? List.of() : List.copyOf(rules);
        bonuses = bonuses == null ? List.of() : List.copyOf(bonuses);
    }

    /** Every rule counts, and no bonuses. */
    public Plan(String code, String name, BigDecimal capPercent, int returnWindowDays, List<Rule> rules) {
        this(code, name, capPercent, returnWindowDays, Pick.ALL, rules, List.of());
    }

    /** From that month's volume on, in major units of the tenant's currency, that percentage. */
    public record Step(BigDecimal from, BigDecimal percent) {
    }

    Plan coded(String newCode) {
        return new Plan(newCode, name, capPercent, returnWindowDays, pick, rules, bonuses);
    }

    /** The rule of that code; null where there is none. */
    public Rule rule(String ruleCode) {
        return rules.stream().filter(rule -> rule.code().equals(ruleCode)).findFirst().orElse(null);
    }

    /** Whether a month may have to be corrected when it is closed. */
    boolean onTheWhole() {
        return rules.stream().anyMatch(Rule::whole);
    }

    /** Looks it through as {@link #checked()}, and whether its amounts are no finer than the currency. @throws Problem PLAN_INVALID */
    Plan checked(String currency) {
        int digits = Money.digits(currency);
        checked();
        rules.forEach(rule -> {
            check(exact(rule.fixed(), digits), rule.code() + ".fixed");
            check(exact(rule.floor(), digits), rule.code() + ".floor");
            check(exact(rule.cap(), digits), rule.code() + ".cap");
            check(rule.steps().stream().allMatch(step -> exact(step.from(), digits)), rule.code() + ".steps");
        });
        bonuses.forEach(bonus -> check(bonus.prizes().stream().allMatch(prize -> exact(prize.fixed(), digits)), bonus.code() + ".prizes"));
        return this;
    }

    private static boolean exact(BigDecimal amount, int digits) {
        return amount == null || amount.stripTrailingZeros().scale() <= digits;
    }

    /** @throws Problem PLAN_INVALID saying what is wrong with it: {@code where} is the field, or the rule's code and the field */
    Plan checked() {
        check(name != null && !name.isBlank() && name.length() <= 100, "name");
        check(between(capPercent, 0, 100), "capPercent");
        check(returnWindowDays >= 0 && returnWindowDays <= WINDOW_MAX, "returnWindowDays");
        check(!rules.isEmpty() && rules.size() <= RULES_MAX, "rules");
        check(bonuses.size() <= BONUSES_MAX, "bonuses");
        Set<String> codes = new HashSet<>();
        for (Rule rule : rules) {
            check(rule.code() != null && rule.code().matches("[a-z0-9-]{1,40}") && codes.add(rule.code()), "code");
            check(rule.earner() != null && rule.base() != null, rule.code());
            check(rule.scope().size() <= SCOPES_MAX && rule.scope().stream().allMatch(scope -> scope.kind() != null && scope.value() != null
                    && !scope.value().isBlank() && scope.value().length() <= 200), rule.code() + ".scope");
            int ways = (rule.percent() == null ? 0 : 1) + (rule.fixed() == null ? 0 : 1) + (rule.steps().isEmpty() ? 0 : 1);
            check(ways == 1, rule.code() + ".rate");
            check(rule.percent() == null || between(rule.percent(), 0, 100), rule.code() + ".percent");
            check(rule.fixed() == null || amount(rule.fixed()), rule.code() + ".fixed");
            check(rule.floor() == null || amount(rule.floor()), rule.code() + ".floor");
            check(rule.cap() == null || amount(rule.cap()) && (rule.floor() == null || rule.cap().compareTo(rule.floor()) >= 0),
                    rule.code() + ".cap");
            check(rule.from() == null || rule.last() == null || !rule.last().isBefore(rule.from()), rule.code() + ".dates");
            checkSteps(rule);
        }
        for (Bonus bonus : bonuses) {
            check(bonus.code() != null && bonus.code().matches("[a-z0-9-]{1,40}") && codes.add(bonus.code()), "code");
            check(bonus.kind() != null && bonus.measure() != null && bonus.each() != null && bonus.ties() != null, bonus.code());
            check(bonus.least() != null && amount(bonus.least()), bonus.code() + ".least");
            check(!bonus.prizes().isEmpty() && bonus.prizes().size() <= (bonus.kind() == Bonus.Kind.TARGET ? 1 : PRIZES_MAX), bonus.code() + ".prizes");
            check(bonus.prizes().stream().allMatch(prize -> (prize.fixed() == null) != (prize.percent() == null)
                    && (prize.fixed() == null || amount(prize.fixed())) && (prize.percent() == null || between(prize.percent(), 0, 100))),
                    bonus.code() + ".prizes");
        }
        return this;
    }

    private static void checkSteps(Rule rule) {
        check(rule.steps().size() <= STEPS_MAX, rule.code() + ".steps");
        BigDecimal before = null;
        for (Step step : rule.steps()) {
            check(step.from() != null && amount(step.from()) && step.percent() != null && between(step.percent(), 0, 100), rule.code() + ".steps");
            check(before == null || step.from().compareTo(before) > 0, rule.code() + ".steps");
            before = step.from();
        }
        // the month's volume is counted in supply prices, so its steps are too
        check(rule.steps().isEmpty() || rule.base() == Rule.Basis.SUPPLY, rule.code() + ".base");
        // the month is corrected as one sum: what a single line may earn at least or at most has no place in it
        check(!rule.whole() || !rule.steps().isEmpty() && rule.floor() == null && rule.cap() == null, rule.code() + ".whole");
    }

    private static boolean amount(BigDecimal value) {
        return value.signum() >= 0 && value.scale() <= 3 && value.precision() - value.scale() <= 12;
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
