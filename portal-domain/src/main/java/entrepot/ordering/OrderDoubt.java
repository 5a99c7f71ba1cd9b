package entrepot.ordering;

import java.time.Instant;
import java.util.Map;

/**
 * A doubt about an order, and what became of it.
 *
 * @param answerBy  until when it waits for an answer; null for ever
 * @param verdict   null while it waits
 * @param decidedBy empty while it waits
 */
public record OrderDoubt(String orderCode, int no, Doubt.Kind kind, Map<String, String> details, Instant askedAt,
                         Instant answerBy, Verdict verdict, String why, String decidedBy, Instant decidedAt) {

    /** What was answered. */
    public enum Verdict {
        /** It goes on. */
        RELEASED,
        /** Nobody answered in time, so it went on. */
        SILENCE,
        /** The order was cancelled. */
        CANCELLED
    }

    public boolean isOpen() {
        return verdict == null;
    }
}
