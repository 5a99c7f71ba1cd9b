package entrepot.routing;

import entrepot.platform.geo.Located;
import java.time.Instant;
import java.util.List;

/**
 * All that a decision is made from.
 *
 * @param buyer       where the goods go; null if the place is not known
 * @param centralOnly whether enough dealers have been asked
 * @param candidates  in any order; what they became in an earlier decision does not count
 */
public record RoutingRequest(Instant at, Located buyer, String country, List<RouteLine> lines, boolean centralOnly,
                             List<Candidate> candidates) {

    public RoutingRequest {
        lines = List.copyOf(lines);
        candidates = List.copyOf(candidates);
    }
}
