package entrepot.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a month's orders came to under the rules of then and would have come to under a draft, as far as they have been
 * replayed.
 *
 * @param warehouses by code
 * @param changed    orders that would have shipped from elsewhere
 * @param examples   the first of them
 * @param moved      what the draft has taken from and left on shelves so far, by {@code warehouse/variant/own}
 * @param given      parcels that warehouses got more or fewer, in order of time, as far as rules still look back on them
 * @param lastAt     the time of the last decision that was replayed; null before the first
 */
public record WhatIfTally(Sums before, Sums after, Map<String, OfWarehouse> warehouses, int changed,
                          List<Changed> examples, Map<String, Integer> moved, List<Given> given, Instant lastAt) {

    static final int EXAMPLES_MAX = 100;

    public static final WhatIfTally NONE = new WhatIfTally(Sums.NONE, Sums.NONE, Map.of(), 0, List.of(), Map.of(),
            List.of(), null);

    /**
     * @param orders    that were routed; the others would have been refused
     * @param splits    orders of more than one parcel
     * @param central   parcels that central ships
     * @param metres    of all parcels whose buyer's place is known
     * @param costMinor what shipping comes to by the draft's estimate, in minor units
     */
    public record Sums(int orders, int parcels, int splits, int central, long metres, long costMinor) {
        static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);

        public long kilometres() {
            return Math.round(metres / 1_000.0);
        }

        Sums plus(RoutingDecision decision, RoutingTerms.Costs costs) {
            long far = 0;
            long cost = 0;
            int centralParcels = 0;
            for (RoutingDecision.Part part : decision.parts()) {
                Candidate from = Replay.of(decision, part);
                far += from.metres() == null ? 0 : from.metres();
                centralParcels += from.central() ? 1 : 0;
                cost += Replay.cost(decision, part, from, costs);
            }
            return new Sums(orders + 1, parcels + decision.parts().size(), splits + (decision.parts().size() > 1 ? 1 : 0),
                    central + centralParcels, metres + far, costMinor + cost);
        }
    }

    /** One warehouse's parcels, before and after. @param central whether it is headquarters' own */
    public record OfWarehouse(String code, String name, boolean central, int before, int after) {

        public int gain() {
            return after - before;
        }
    }

    /**
     * An order that would have shipped from elsewhere.
     *
     * @param place    where it went, as exactly as it was known
     * @param before   names of the warehouses that shipped it
     * @param because  what decided then
     * @param after    names of those that would have
     * @param would    what would have decided; null where the draft would have refused it
     * @param lost     why the first of {@code before} would have lost; null where it would have shipped a part
     */
    public record Changed(String reference, Instant at, String place, List<String> before, RoutingDecision.Rule because,
                          List<String> after, RoutingDecision.Rule would, Loss lost) {
    }

    /** A parcel that a warehouse got more (1) or fewer (-1) under the draft. */
    public record Given(String warehouse, Instant at, int parcels) {
    }

    /** Those that gain most first, those that lose most last. */
    public List<OfWarehouse> byGain() {
        List<OfWarehouse> all = new ArrayList<>(warehouses.values());
        all.sort((a, b) -> a.gain() != b.gain() ? Integer.compare(b.gain(), a.gain()) : a.code().compareTo(b.code()));
        return all;
    }

    Map<String, OfWarehouse> with(RoutingDecision was, RoutingDecision would) {
        Map<String, OfWarehouse> next = new TreeMap<>(warehouses);
        count(next, was, 1, 0);
        if (would != null) {
            count(next, would, 0, 1);
        }
        return next;
    }

    private static void count(Map<String, OfWarehouse> into, RoutingDecision decision, int before, int after) {
        for (RoutingDecision.Part part : decision.parts()) {
            Candidate from = Replay.of(decision, part);
            into.merge(from.code(), new OfWarehouse(from.code(), from.name(), from.central(), before, after),
                    (one, more) -> new OfWarehouse(one.code(), one.name(), one.central(), one.before() + more.before(),
                            one.after() + more.after()));
        }
    }
}
