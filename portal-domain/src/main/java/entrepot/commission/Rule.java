package entrepot.commission;

import java.math.BigDecimal;
import java.util.List;

/**
 * One rule of a plan: who earns what on which lines. Exactly one of percent, fixed and steps is given.
 *
 * @param base    of which amount of the line; steps work on supply
 * @param percent of the base
 * @param fixed   for each piece, in major units of the tenant's currency
 * @param steps   on the part: each percentage counts for the part of the earner's month that lies in its step
 * @param scope   which lines
 * @param floor   the least for a line, in major units; null for none
 * @param cap     the most for a line, in major units; null for none
 */
public record Rule(String code, Earner earner, Basis base, BigDecimal percent, BigDecimal fixed, List<Plan.Step> steps,
                   Scope scope, BigDecimal floor, BigDecimal cap) {

    /** Who earns: the member that sold, those who brought it in, the dealer of the buyer's territory. */
    public enum Earner { SELLER, UPLINE_1, UPLINE_2, TERRITORY_DEALER }

    /** Which amount of the line counts. */
    public enum Basis { SUPPLY, RETAIL }

    /** On which lines a rule works: all, or those with that category, product (SKU), sub-shop or seller's tier. */
    public record Scope(Kind kind, String value) {

        public static final Scope ALL = new Scope(Kind.ALL, "");

        public enum Kind { ALL, CATEGORY, SKU, SUB_SHOP, TIER }

        boolean holds(SoldLine line) {
            return switch (kind) {
                case ALL -> true;
                case CATEGORY -> value.equals(line.category());
                case SKU -> value.equals(line.sku());
                case SUB_SHOP -> value.equals(line.subShop());
                case TIER -> value.equals(line.sellerTier());
            };
        }
    }

    public Rule {
        steps = steps == null ? List.of() : List.copyOf(steps);
    }

    public static Rule percent(String code, Earner earner, Basis base, BigDecimal percent) {
        return new Rule(code, earner, base, percent, null, List.of(), Scope.ALL, null, null);
    }

    public static Rule fixed(String code, Earner earner, BigDecimal aPiece) {
        return new Rule(code, earner, Basis.SUPPLY, null, aPiece, List.of(), Scope.ALL, null, null);
    }

    public static Rule steps(String code, Earner earner, List<Plan.Step> steps) {
        return new Rule(code, earner, Basis.SUPPLY, null, null, steps, Scope.ALL, null, null);
    }

    public Rule in(Scope where) {
        return new Rule(code, earner, base, percent, fixed, steps, where, floor, cap);
    }

    public Rule between(BigDecimal least, BigDecimal most) {
        return new Rule(code, earner, base, percent, fixed, steps, scope, least, most);
    }
}
