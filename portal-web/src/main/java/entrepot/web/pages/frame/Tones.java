package entrepot.web.pages.frame;

import java.util.HashMap;
import java.util.Map;

/**
 * The colour of a state's chip. One table for all capabilities, so that the same colour means the same everywhere: good is done and
 * well, busy is under way, warn waits for somebody, bad needs help, idle is over or not begun. A state that is not in it is busy.
 */
final class Tones {

    private static final Map<String, String> TONES = new HashMap<>();

    static {
        put("good", "ACTIVE", "APPROVED", "ACCEPTED", "CONFIRMED", "DELIVERED", "COMPLETED", "SETTLED", "PAID", "PAID_OUT", "POSTED", "ISSUED", "SENT", "PLACED_ALL", "DONE", "APPLIED",
                "ENABLED", "LIVE", "IN_FORCE", "CREDITED", "DUE", "VALID", "OK", "GOOD", "SUBSTITUTED", "CAUGHT", "REFUNDED");
        put("warn", "PRACTICE", "PROPOSED", "SUBMITTED", "WAITING", "WAITING_FUNDS", "OFFERED", "PENDING", "REPORTED", "ASKED_BACK", "REVIEW", "HELD", "ENDING", "EXPIRES_SOON", "DISPUTED", "TO_REVIEW",
                "UNMATCHED", "ON_HOLD", "OPEN", "INVITED", "NEW", "APPLICATION", "PREVIEWED", "OPENED", "GOODS_BACK");
        put("bad", "RETURNING", "RETURNED", "PROBLEM", "REJECTED", "DECLINED", "FAILED", "REFUSED", "LOST", "SUSPENDED", "REVOKED", "STOPPED", "BOUNCED", "OVERDUE", "BAD", "NEGATIVE", "DEAD", "MISSED", "ERROR", "TOO_LATE");
        put("idle", "PRACTICE_CANCELLED", "DRAFT", "CANCELLED", "CLOSED", "DISABLED", "EXPIRED", "WITHDRAWN", "SUPERSEDED", "REPLACED", "REVERSED", "ENDED", "NONE", "SKIPPED", "LEFT_OUT", "DISCARDED", "ARCHIVED", "INACTIVE");
    }

    private Tones() {
    }

    static String of(Object state) {
        return TONES.getOrDefault(state instanceof Enum<?> e ? e.name() : String.valueOf(state), "busy");
    }

    private static void put(String tone, String... states) {
        for (String state : states) {
            TONES.put(state, tone);
        }
    }
}
