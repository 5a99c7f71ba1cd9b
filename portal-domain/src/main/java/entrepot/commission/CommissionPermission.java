package entrepot.commission;

/** What one may do with commission. */
public final class CommissionPermission {

    /** See accruals, one's own as a member, all at headquarters, and the plan that is in force. */
    public static final String READ = "commission:read";
    /** Propose a plan. */
    public static final String PROPOSE = "commission:propose";
    /** Approve or reject another person's plan. */
    public static final String APPROVE = "commission:approve";

    private CommissionPermission() {
    }
}
