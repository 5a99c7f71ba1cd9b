package entrepot.routing;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Located;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Which warehouse ships what, with the candidates and why they lost. Holds all that was decided on, so the
 * same decision can be computed from it again. In a network of thousands only those that mattered are shown one by one
 * (docs/decisions/routing.md); the others are counted by why they lost.
 *
 * @param buyer       where the goods go; null if the place is not known
 * @param centralOnly whether enough dealers had been asked
 * @param candidates  as pages show them: chosen first, then by distance
 * @param parts       one for each warehouse that ships, hence for each consignment
 * @param terms       what it was decided by; null for {@link RoutingTerms#EXAMPLE}
 * @param others      how many more lost, by why; null for none
 */
public record RoutingDecision(Instant at, Located buyer, String country, List<RouteLine> lines, boolean centralOnly,
                              Rule rule, List<Candidate> candidates, List<Part> parts, RoutingTerms terms,
                              Map<Loss, Integer> others) {

    /** What decided. Pages show the bundles' text {@code routing.rule.<NAME>}. */
    public enum Rule { ONLY_ONE, COVERAGE, NEAREST, FRESH_STOCK, FAIR_SHARE, SCORE, COST, GOODS, CENTRAL, FEWEST_PARCELS }

    /**
     * What one warehouse ships.
     *
     * @param dealer   who runs it; null for central
     * @param ownGoods whether the dealer's own goods are needed for it, so that its supply prices count
     * @param acceptAtOnce whether its offer counts as accepted: a peak period, or the dealer's own wish
     * @param ownFirst true if the dealer's own goods go before headquarters', else null
     */
    public record Part(WarehouseId warehouse, String warehouseCode, OrganisationId dealer, boolean ownGoods,
                       List<Piece> pieces, boolean acceptAtOnce, Boolean ownFirst) {
        public Part {
            pieces = List.copyOf(pieces);
        }

        public Part(WarehouseId warehouse, String warehouseCode, OrganisationId dealer, boolean ownGoods, List<Piece> pieces,
                    boolean acceptAtOnce) {
            this(warehouse, warehouseCode, dealer, ownGoods, pieces, acceptAtOnce, null);
        }

        public boolean takesOwnFirst() {
            return Boolean.TRUE.equals(ownFirst);
        }
    }

    /** So many pieces of a variant. */
    public record Piece(VariantId variant, int quantity) {
    }

    public RoutingDecision {
        lines = List.copyOf(lines);
        candidates = List.copyOf(candidates);
        parts = List.copyOf(parts);
        others = others == null || others.isEmpty() ? null : Map.copyOf(others);
    }

    /** What it was decided by. */
    public RoutingTerms decidedBy() {
        return terms == null ? RoutingTerms.EXAMPLE : terms;
    }

    /** How many more lost, by why. */
    public Map<Loss, Integer> counted() {
        return others == null ? Map.of() : others;
    }

    /** What it was decided from. {@link Router} makes the same decision of it again. */
    public RoutingRequest request() {
        return new RoutingRequest(at, buyer, country, lines, centralOnly, candidates, decidedBy(), counted());
    }
}
