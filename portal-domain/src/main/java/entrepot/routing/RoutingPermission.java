package entrepot.routing;

/** What roles may do with routes and the rules behind them. */
public final class RoutingPermission {

    /** See how orders are routed. */
    public static final String VIEW = "routing:view";

    /** See the rules, what drafts would have done, and peak periods. */
    public static final String RULES = "routing:rules";

    /** Make drafts, try them out and propose them. */
    public static final String PROPOSE = "routing:propose";

    /** Put in force what another proposed. */
    public static final String APPROVE = "routing:approve";

    /** See one's own share of the offers, and close one's warehouses for days. */
    public static final String SHARE = "routing:share";

    private RoutingPermission() {
    }
}
