package entrepot.routing;

import entrepot.platform.geo.Located;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a decision is made from.
 *
 * @param buyer       where the goods go; null if the place is not known
 * @param centralOnly whether enough dealers have been asked
 * @param candidates  in any order; what they became in an earlier decision does not count
 * @param terms       what it is decided by
 * @param others      those that an earlier decision only counted, by why they lost; they cannot change it
 */
public record RoutingRequest(Instant at, Located buyer, String country, List<RouteLine> lines, boolean centralOnly,
                             List<Candidate> candidates, RoutingTerms terms, Map<Loss, Integer> others) {

    public RoutingRequest {
        lines = List.copyOf(lines);
        candidates = List.copyOf(candidates);
        others = Map.copyOf(others);
    }

    /** By the example rules. */
    public RoutingRequest(Instant at, Located buyer, String country, List<RouteLine> lines, boolean centralOnly,
                          List<Candidate> candidates) {
        this(at, buyer, country, lines, centralOnly, candidates, RoutingTerms.EXAMPLE, Map.of());
    }

    RoutingRequest with(List<Candidate> others) {
        return new RoutingRequest(at, buyer, country, lines, centralOnly, others, terms, this.others);
    }
}
