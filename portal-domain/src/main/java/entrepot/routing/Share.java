package entrepot.routing;

import java.time.Instant;
import java.util.List;

/**
 * A warehouse's share of what was routed in the last days, and why it was not more.
 *
 * @param days       so many days were looked at
 * @param decisions  in which it stood, as far as they name each candidate
 * @param got        parcels that it was given in them
 * @param lost       how often it lost, by why; the most frequent first
 * @param parcels    what counts as its share now: given in these days and not declined
 * @param neighbours those that count as equally near wherever the buyer is, without names
 * @param latest     the latest of what it did not get
 */
public record Share(String warehouse, String name, int days, int decisions, int got, List<Reason> lost, int parcels,
                    List<Neighbour> neighbours, List<Missed> latest) {

    /** How often it lost for that. */
    public record Reason(Loss loss, int times) {
    }

    /**
     * Somebody near by.
     *
     * @param letter     A, B, C: the names are not for others
     * @param kilometres to it, rounded to ten
     */
    public record Neighbour(String letter, int parcels, int kilometres) {
    }

    /**
     * Something that went elsewhere, as this warehouse may see it.
     *
     * @param place    where it went, as exactly as the decision knew
     * @param decision with everybody else's name taken out
     * @param takes    what would have had to be otherwise
     */
    public record Missed(Instant at, String place, RoutingDecision decision, Candidate own, List<Change> takes) {
    }

    /** Its part of what it and its neighbours got, in percent; null where it has none or nobody got anything. */
    public Integer percent() {
        int all = parcels + neighbours.stream().mapToInt(Neighbour::parcels).sum();
        return all == 0 || neighbours.isEmpty() ? null : Integer.valueOf(Math.round(parcels * 100f / all));
    }
}
