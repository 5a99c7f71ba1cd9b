package entrepot.fulfilment;

import java.util.Set;

/**
 * Which consignments a list shows.
 *
 * @param central     true for central's alone, false for dealers' alone, null for both
 * @param newestFirst the newest first, else what is due soonest
 */
public record ConsignmentFilter(Set<ConsignmentState> states, Boolean central, boolean newestFirst) {

    public ConsignmentFilter {
        states = Set.copyOf(states);
    }

    /** What is due soonest in these states. */
    public static ConsignmentFilter due(Boolean central, ConsignmentState... states) {
        return new ConsignmentFilter(Set.of(states), central, false);
    }
}
