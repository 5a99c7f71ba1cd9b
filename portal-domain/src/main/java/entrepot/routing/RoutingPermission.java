package entrepot.routing;

/** Who may see how orders are routed. */
public final class RoutingPermission {

    public static final String VIEW = "routing:view";

    private RoutingPermission() {
    }
}
