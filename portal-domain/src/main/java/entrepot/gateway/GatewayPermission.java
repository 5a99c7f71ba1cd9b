package entrepot.gateway;

/** What one may do with payments at providers. */
public final class GatewayPermission {

    /** Pay into one's own wallet. */
    public static final String PAY = "payments:start";
    /** See payments: a member its own, headquarters all. */
    public static final String READ = "payments:read";
    /** See providers' settings and what came to their callback addresses; propose settings and refunds. */
    public static final String PROPOSE = "gateways:propose";
    /** Approve what another person proposed. */
    public static final String APPROVE = "gateways:approve";

    private GatewayPermission() {
    }
}
