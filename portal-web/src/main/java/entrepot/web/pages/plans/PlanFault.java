package entrepot.web.pages.plans;

import entrepot.commission.Bonus;
import entrepot.commission.Plan;
import entrepot.commission.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with a plan, at the field where it was typed. Pure.
 *
 * @param field the field's id within the form
 * @param what  the last part of the text's key, {@code plans.fault.<what>}
 */
record PlanFault(String field, String what) {

    private static final Map<String, String> OF_PLAN = Map.of("name", "name", "capPercent", "cap", "returnWindowDays", "window");
    private static final Map<String, String> OF_RULE = Map.of("scope", "categories", "rate", "rate", "percent", "rate", "fixed", "rate", "floor", "floor",
            "cap", "most", "dates", "last", "steps", "rate", "base", "base", "whole", "floor");
    private static final Map<String, String> OF_BONUS = Map.of("least", "least", "prizes", "prizes");

    /** @param where as the refusal says it: a field of the plan, or the code of a rule or bonus and its field */
    static PlanFault of(String where, Plan typed) {
        List<String> codes = typed.rules().stream().map(Rule::code).toList();
        List<String> prizes = typed.bonuses().stream().map(Bonus::code).toList();
        if (where.equals("code")) {
            return code(codes, prizes);
        }
        int dot = where.indexOf('.');
        String of = dot < 0 ? where : where.substring(0, dot);
        String field = dot < 0 ? "" : where.substring(dot + 1);
        if (codes.contains(of)) {
            return new PlanFault("rules:" + codes.indexOf(of) + ":" + OF_RULE.getOrDefault(field, "rate"), field.isEmpty() ? "rate" : field);
        }
        if (prizes.contains(of)) {
            return new PlanFault("bonuses:" + prizes.indexOf(of) + ":" + OF_BONUS.getOrDefault(field, "prizes"), field.isEmpty() ? "prizes" : field);
        }
        return new PlanFault(OF_PLAN.getOrDefault(where, "name"), OF_PLAN.containsKey(where) ? where : "many");
    }

    /** The first short name that is none, or that another has already. */
    private static PlanFault code(List<String> rules, List<String> bonuses) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            if (wrong(rules.get(i), seen)) {
                return new PlanFault("rules:" + i + ":code", "code");
            }
        }
        for (int i = 0; i < bonuses.size(); i++) {
            if (wrong(bonuses.get(i), seen)) {
                return new PlanFault("bonuses:" + i + ":bcode", "code");
            }
        }
        return new PlanFault("name", "code");
    }

    private static boolean wrong(String code, Set<String> seen) {
        return code == null || !code.matches("[a-z0-9-]{1,40}") || !seen.add(code);
    }
}
