package entrepot.settlement;

/** What one may do with settlement. */
public final class SettlementPermission {

    /** See runs: headquarters' finance. */
    public static final String READ = "settlement:read";
    /** Start, submit and cancel runs. */
    public static final String RUN = "settlement:run";
    /** Approve another person's run, or send it back. */
    public static final String APPROVE = "settlement:approve";
    /** Read statements: a member its own, headquarters all. */
    public static final String STATEMENTS = "statements:read";
    /** Confirm one's own previewed statement, or dispute its lines. */
    public static final String DISPUTE = "statements:dispute";
    /** Answer members' disputes. */
    public static final String ANSWER = "disputes:answer";
    /** Agree as the second person to an answer that gives money. */
    public static final String APPROVE_ANSWER = "disputes:approve";

    private SettlementPermission() {
    }
}
