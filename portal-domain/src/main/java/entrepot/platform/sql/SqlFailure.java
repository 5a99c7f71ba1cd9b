package entrepot.platform.sql;

import java.sql.SQLException;

/** A statement that PostgreSQL refused. Use cases that expect a refusal look at {@link #constraint()}. */
public final class SqlFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String state;
    private final String constraint;

    public SqlFailure(SQLException cause) {
        super(cause.getMessage(), cause);
        this.state = cause.getSQLState() == null ? "" : cause.getSQLState();
        this.constraint = constraintIn(cause.getMessage());
    }

    /** The five characters of PostgreSQL's error code, such as 23505. */
    public String state() {
        return state;
    }

    /** The name of the violated constraint, or an empty text. Our constraints are named, because code reads them. */
    public String constraint() {
        return constraint;
    }

    public boolean isUniqueViolation() {
        return state.equals("23505");
    }

    /** lock_timeout ran out: somebody else holds the row. */
    public boolean isLockTimeout() {
        return state.equals("55P03");
    }

    /** It took longer, or waited longer for others, than the transaction may. */
    public boolean isGivenUp() {
        return isLockTimeout() || state.equals("57014");
    }

    /** A text with a character that is none (NUL), or a day beyond the database's calendar: what was sent is wrong, and nobody else noticed. */
    boolean isNotKept() {
        return state.equals("22021") || state.equals("22P05") || state.equals("22008");
    }

    /**
     * A deadlock or a failed serialisation; or a random code that somebody else has drawn already, which happens about
     * once in twenty days at 10,000 codes of a kind a day, and not again with the next draw. A reservation is the first to
     * bear its consignment's.
     */
    boolean mayBeTriedAgain() {
        return state.equals("40001") || state.equals("40P01")
                || isUniqueViolation() && (constraint.endsWith("__code_uq") || constraint.equals("reservation_pkey"));
    }

    // from the message, because the driver's own exception type is not on the domain's class path
    private static String constraintIn(String message) {
        String before = "constraint \"";
        int at = message == null ? -1 : message.indexOf(before);
        if (at < 0) {
            return "";
        }
        int start = at + before.length();
        int end = message.indexOf('"', start);
        return end < 0 ? "" : message.substring(start, end);
    }
}
