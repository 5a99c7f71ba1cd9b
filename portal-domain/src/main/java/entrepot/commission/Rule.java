package entrepot.commission;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * One rule of a plan: who earns what on which lines. Exactly one of percent, fixed and steps is given.
 *
 * @param base    of which amount of the line; steps work on supply, the margin is there in AGENCY alone
 * @param percent of the base
 * @param fixed   for each piece, in major units of the tenant's currency
 * @param steps   by the seller's month
 * @param whole   whether the step that the month reaches counts for the whole month (what is missing comes as a TRUE_UP when the month is
 *                closed); else each percentage counts for the part of the month that lies in its step
 * @param scope   which lines: of each kind that is named one must hold; none is all lines. Older plans wrote one alone
 * @param floor   the least for a line, in major units; null for none
 * @param cap     the most for a line, in major units; null for none
 * @param from    first day of orders; null for always
 * @param last    last day of orders, that day included; null for ever
 */
public record Rule(String code, Earner earner, Basis base, BigDecimal percent, BigDecimal fixed, List<Plan.Step> steps, boolean whole,
                   @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Scope> scope, BigDecimal floor, BigDecimal cap,
                   LocalDate from, LocalDate last) {

    /** Who earns: the member that sold, those who brought it in, the dealer of the buyer's territory. */
    public enum Earner { SELLER, UPLINE_1, UPLINE_2, TERRITORY_DEALER }

    /** Which amount of the line counts. */
    public enum Basis { SUPPLY, RETAIL, MARGIN }

    /** On which lines a rule works: those with that category or one below it, that product, SKU, sub-shop or seller's tier. */
    public record Scope(Kind kind, String value) {

        public static final Scope ALL = new Scope(Kind.ALL, "");

        public enum Kind { ALL, CATEGORY, PRODUCT, SKU, SUB_SHOP, TIER }

        boolean holds(SoldLine line) {
            return switch (kind) {
                case ALL -> true;
                case CATEGORY -> value.equals(line.category())
                        || line.category().startsWith(value) && line.category().substring(value.length()).stripLeading().startsWith(">");
                case PRODUCT -> value.equals(line.product());
                case SKU -> value.equals(line.sku());
                case SUB_SHOP -> value.equals(line.subShop());
                case TIER -> value.equals(line.sellerTier());
            };
        }
    }

    public Rule {
        steps = steps == null ? List.of() : List.copyOf(steps);
        scope = scope == null ? List.of() : scope.stream().filter(each -> each.kind() != Scope.Kind.ALL).toList();
    }

    public static Rule percent(String code, Earner earner, Basis base, BigDecimal percent) {
        return new Rule(code, earner, base, percent, null, List.of(), false, List.of(), null, null, null, null);
    }

    public static Rule fixed(String code, Earner earner, BigDecimal aPiece) {
        return new Rule(code, earner, Basis.SUPPLY, null, aPiece, List.of(), false, List.of(), null, null, null, null);
    }

    public static Rule steps(String code, Earner earner, List<Plan.Step> steps) {
        return new Rule(code, earner, Basis.SUPPLY, null, null, steps, false, List.of(), null, null, null, null);
    }

    public static Rule stepsOnTheWhole(String code, Earner earner, List<Plan.Step> steps) {
        return new Rule(code, earner, Basis.SUPPLY, null, null, steps, true, List.of(), null, null, null, null);
    }

    public Rule in(Scope... where) {
        return new Rule(code, earner, base, percent, fixed, steps, whole, List.of(where), floor, cap, from, last);
    }

    public Rule between(BigDecimal least, BigDecimal most) {
        return new Rule(code, earner, base, percent, fixed, steps, whole, scope, least, most, from, last);
    }

    public Rule during(LocalDate first, LocalDate lastDay) {
        return new Rule(code, earner, base, percent, fixed, steps, whole, scope, floor, cap, first, lastDay);
    }

    /** Whether it works on that line, whoever is there to earn by it. */
    boolean holds(SoldLine line) {
        if (base == Basis.MARGIN && !line.agency() || line.placedOn() != null
                && (from != null && line.placedOn().isBefore(from) || last != null && line.placedOn().isAfter(last))) {
            return false;
        }
        for (Scope one : scope) {
            // of the values of one kind any will do
            boolean any = false;
            for (Scope same : scope) {
                any |= same.kind() == one.kind() && same.holds(line);
            }
            if (!any) {
                return false;
            }
        }
        return true;
    }
}
