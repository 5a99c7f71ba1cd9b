package entrepot.commission;

/** What one may do with commission. */
public final class CommissionPermission {

    /** See accruals, one's own as a member, all at headquarters, and the plan that is in force. */
    public static final String READ = "commission:read";
    /** See plans, simulations and deductions of all members: headquarters alone. */
    public static final String SIMULATIONS = "commission:plans";
    /** Write, simulate and propose plans; enter deductions. */
    public static final String PROPOSE = "commission:propose";
    /** Approve or reject another person's plan or deduction. */
    public static final String APPROVE = "commission:approve";

    /** Contest a deduction as a member. */
    public static final String APPEAL = "commission:appeal";

    private CommissionPermission() {
    }
}
