package entrepot.routing;

/**
 * By what those that may ship everything are compared. Each takes away who is not among the best by it; headquarters says
 * in which order they ask. Who is left after the last is compared by exact distance. Pages show {@code routing.criterion.<NAME>}.
 */
public enum Criterion {
    /** Named for the buyer's city in the coverage table, then for its province, then not named at all. */
    COVERAGE(Loss.COVERED_BY_OTHER, RoutingDecision.Rule.COVERAGE),
    /** The nearest, and all that count as equally near. */
    NEAREST(Loss.FARTHER, RoutingDecision.Rule.NEAREST),
    /** Stock confirmed lately before stock that was not. */
    FRESH_STOCK(Loss.STALE_STOCK, RoutingDecision.Rule.FRESH_STOCK),
    /** The fewest parcels of the last days. */
    FAIR_SHARE(Loss.LARGER_SHARE, RoutingDecision.Rule.FAIR_SHARE),
    /** Who keeps its promises best. */
    SCORE(Loss.LOWER_SCORE, RoutingDecision.Rule.SCORE),
    /** What shipping from there costs headquarters: freight, and the dealer's fee. */
    COST(Loss.DEARER, RoutingDecision.Rule.COST),
    /** Who can take all from the goods that go first: headquarters', or the dealer's own. */
    GOODS(Loss.OTHER_GOODS, RoutingDecision.Rule.GOODS);

    private final Loss loss;
    private final RoutingDecision.Rule rule;

    Criterion(Loss loss, RoutingDecision.Rule rule) {
        this.loss = loss;
        this.rule = rule;
    }

    /** Why somebody lost by it. */
    public Loss loss() {
        return loss;
    }

    /** What decided, where it was the last that took somebody away. */
    public RoutingDecision.Rule rule() {
        return rule;
    }
}
