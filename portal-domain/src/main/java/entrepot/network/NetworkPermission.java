package entrepot.network;

/** What people may do with the network. */
public final class NetworkPermission {

    /** See one's own organisation; headquarters sees all. */
    public static final String READ = "organisations:read";

    /** Admit, suspend and end members. */
    public static final String MANAGE = "organisations:manage";

    /** See one's own sub-shops; headquarters sees all. */
    public static final String SHOPS_READ = "sub-shops:read";

    /** Open, stop and close sub-shops. */
    public static final String SHOPS_MANAGE = "sub-shops:manage";

    private NetworkPermission() {
    }
}
