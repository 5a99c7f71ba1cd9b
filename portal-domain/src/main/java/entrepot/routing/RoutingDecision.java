package entrepot.routing;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Located;
import java.time.Instant;
import java.util.List;

/**
 * Which warehouse ships what, with every candidate and why it lost. Holds all that was decided on, so the
 * same decision can be computed from it again.
 *
 * @param buyer       where the goods go; null if the place is not known
 * @param centralOnly whether enough dealers had been asked
 * @param candidates  as pages show them: chosen first, then by distance
 * @param parts       one for each warehouse that ships, hence for each consignment
 */
public record RoutingDecision(Instant at, Located buyer, String country, List<RouteLine> lines, boolean centralOnly,
                              Rule rule, List<Candidate> candidates, List<Part> parts) {

    /** What decided. Pages show the bundles' text {@code routing.rule.<NAME>}. */
    public enum Rule { NEAREST, FAIR_SHARE, SCORE, CENTRAL, FEWEST_PARCELS }

    /**
     * What one warehouse ships.
     *
     * @param dealer   who runs it; null for central
     * @param ownGoods whether the dealer's own goods are needed for it, so that its supply prices count
     * @param acceptAtOnce whether its offer counts as accepted: a peak period, or the dealer's own wish
     */
    public record Part(WarehouseId warehouse, String warehouseCode, OrganisationId dealer, boolean ownGoods,
                       List<Piece> pieces, boolean acceptAtOnce) {
        public Part {
            pieces = List.copyOf(pieces);
        }
    }

    /** So many pieces of a variant. */
    public record Piece(VariantId variant, int quantity) {
    }

    public RoutingDecision {
        lines = List.copyOf(lines);
        candidates = List.copyOf(candidates);
        parts = List.copyOf(parts);
    }

    /** What it was decided from. {@link Router} makes the same decision of it again. */
    public RoutingRequest request() {
        return new RoutingRequest(at, buyer, country, lines, centralOnly, candidates);
    }
}
