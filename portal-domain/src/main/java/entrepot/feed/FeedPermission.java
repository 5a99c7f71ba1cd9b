package entrepot.feed;

/** What roles may do with feeds and imports. */
public final class FeedPermission {

    /** See one's feeds. */
    public static final String VIEW = "feeds:view";
    /** Open, rotate and revoke feeds. */
    public static final String MANAGE = "feeds:manage";
    /** Import product files. */
    public static final String IMPORT = "catalogue:import";

    private FeedPermission() {
    }
}
