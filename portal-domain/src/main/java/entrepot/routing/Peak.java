package entrepot.routing;

import entrepot.kernel.Transitions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A period in which more is ordered than usual: a sale, a festival. Proposed by one person and approved by another, like
 * rules; one person may end it early.
 *
 * @param from         its first moment
 * @param until        the first moment after it, as planned
 * @param acceptAtOnce whether offers to dealers count as accepted
 * @param limitPercent daily limits in percent of the usual
 * @param frozen       whether no change of the rules begins inside it
 * @param fairQueue    whether lists of orders give way to single ones after each few
 * @param stoppedAt    when somebody ended it early; null where nobody did
 */
public record Peak(String code, String name, Instant from, Instant until, boolean acceptAtOnce, int limitPercent,
                   boolean frozen, boolean fairQueue, Instant stoppedAt) {

    /** What became of it once two people had agreed. */
    public enum State {
        APPROVED, STOPPED;

        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class).allow(APPROVED, STOPPED);
    }

    /** The first moment at which it is over. */
    public Instant end() {
        return stoppedAt != null && stoppedAt.isBefore(until) ? stoppedAt : until;
    }

    /** The last day of it; it belongs to it. */
    public LocalDate lastDay(ZoneId zone) {
        return end().minusMillis(1).atZone(zone).toLocalDate();
    }

    public boolean holds(Instant at) {
        return !at.isBefore(from) && at.isBefore(end());
    }

    /** Whether it has a moment in common with that time. */
    public boolean meets(Instant otherFrom, Instant otherEnd) {
        return from.isBefore(otherEnd) && otherFrom.isBefore(end());
    }

    int limit(int usual) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1L, (long) usual * limitPercent / 100));
    }
}
