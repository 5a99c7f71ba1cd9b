package entrepot.pricing;

/** What roles may do with prices. */
public final class PricingPermission {

    /** Ask what a member pays. */
    public static final String QUOTE = "prices:quote";
    /** See price lists and proposals. */
    public static final String VIEW = "prices:view";
    /** Propose a change of prices. */
    public static final String PROPOSE = "prices:propose";
    /** Approve or reject what another proposed. */
    public static final String APPROVE = "prices:approve";

    private PricingPermission() {
    }
}
