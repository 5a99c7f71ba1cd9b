package entrepot.web.pages.plans;

import entrepot.commission.Bonus;
import entrepot.commission.Plan;
import entrepot.commission.Rule;
import entrepot.web.pages.frame.Show;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules and bonuses as sentences that anybody can read. */
@Named
@RequestScoped
public class PlanWords {

    /** Of the example of day one, of the example of a bonus, and what dealers earn by. */
    private static final Set<String> GIVEN = Set.of("volume-rebate", "upline-1", "upline-2", "top-sellers", "fulfilment-fee", "own-supply-price");
    /** Of what is added to a draft and not named yet. */
    private static final Pattern NUMBERED = Pattern.compile("(rule|bonus)-(\\d+)");

    @Inject
    private PageTexts msg;
    @Inject
    private Show show;

    /** In its maker's words; the example of day one was made by nobody. */
    public String name(Plan plan) {
        return name(plan.name());
    }

    String name(String name) {
        return Plan.EXAMPLE.name().equals(name) ? msg.get("plans.example") : name;
    }

    /** A rule or bonus by its short name: in the reader's language where it is one that the portal itself gives, else as its maker wrote it. */
    public String ruleName(String code) {
        Matcher numbered = NUMBERED.matcher(code);
        return numbered.matches() ? msg.text("plans.rule-name." + numbered.group(1), "n", numbered.group(2))
                : GIVEN.contains(code) ? msg.get("plans.rule-name." + code) : code;
    }

    public String rule(Rule rule) {
        List<String> parts = new ArrayList<>();
        String rate = rule.percent() != null ? msg.text("plans.says.percent", "percent", show.percent(rule.percent()), "base", msg.get("plans.base." + rule.base()))
                : rule.fixed() != null ? msg.text("plans.says.fixed", "amount", show.number(rule.fixed()))
                : msg.text(rule.whole() ? "plans.says.whole" : "plans.says.steps", "steps", steps(rule.steps()));
        parts.add(msg.text("plans.says.rule", "who", msg.get("plans.earns." + rule.earner()), "rate", rate));
        for (Rule.Scope.Kind kind : Rule.Scope.Kind.values()) {
            String values = rule.scope().stream().filter(scope -> scope.kind() == kind).map(Rule.Scope::value).collect(Collectors.joining(msg.get("plans.says.or")));
            if (!values.isEmpty()) {
                parts.add(msg.text("plans.says.scope", "kind", msg.get("plans.scope." + kind), "values", values));
            }
        }
        if (rule.floor() != null) {
            parts.add(msg.text("plans.says.floor", "amount", show.number(rule.floor())));
        }
        if (rule.cap() != null) {
            parts.add(msg.text("plans.says.cap", "amount", show.number(rule.cap())));
        }
        if (rule.from() != null) {
            parts.add(msg.text("plans.says.from", "day", show.date(rule.from())));
        }
        if (rule.last() != null) {
            parts.add(msg.text("plans.says.last", "day", show.date(rule.last())));
        }
        return String.join(msg.get("plans.says.comma"), parts) + msg.get("plans.says.stop");
    }

    private String steps(List<Plan.Step> steps) {
        return steps.stream().map(step -> msg.text("plans.says.step", "from", show.number(step.from()), "percent", show.percent(step.percent())))
                .collect(Collectors.joining(msg.get("plans.says.comma")));
    }

    public String bonus(Bonus bonus) {
        String prizes = bonus.prizes().stream().map(prize -> prize.fixed() != null ? show.number(prize.fixed()) : show.percent(prize.percent()))
                .collect(Collectors.joining(" / "));
        String measure = msg.get("plans.measure." + bonus.measure());
        return bonus.kind() == Bonus.Kind.TARGET
                ? msg.text("plans.says.target", Map.of("each", msg.get("plans.each." + bonus.each()), "measure", measure, "least", show.number(bonus.least()), "prizes", prizes))
                : msg.text("plans.says.top", Map.of("n", bonus.prizes().size(), "each", msg.get("plans.each." + bonus.each()), "measure", measure, "prizes", prizes,
                        "ties", msg.get("plans.ties." + bonus.ties()), "least", show.number(bonus.least())));
    }
}
