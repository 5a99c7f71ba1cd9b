package entrepot.routing;

import entrepot.kernel.Transitions;
import java.time.Instant;

/**
 * Rules on the way, or a version that has got there.
 *
 * @param revision  counts changes, so that what was tried out is known to be what is proposed
 * @param from      the moment from which it counts, or is meant to; null while it is a draft
 * @param proposal  the code of its proposal; null while it is a draft
 */
public record RulesDraft(String code, RoutingRules rules, int revision, State state, Instant from, String proposal,
                         String changedBy, Instant changedAt) {

    /** What became of it. Pages show {@code routing.draft.<NAME>}. */
    public enum State {
        DRAFT, PROPOSED, APPROVED, REJECTED, DISCARDED;

        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(DRAFT, PROPOSED, DISCARDED)
                .allow(PROPOSED, APPROVED, REJECTED);
    }
}
