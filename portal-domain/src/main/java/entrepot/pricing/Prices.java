package entrepot.pricing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** What a member pays for variants at a moment. */
@UseCases
@ApplicationScoped
public class Prices {

    /**
     * Prices all lines in one statement; the answer has the order of the request.
     *
     * @param at the business time whose prices count
     * @throws entrepot.kernel.Problem VARIANT_UNKNOWN, NO_TIER; NOT_FOUND for another member's prices
     */
    @Requires(PricingPermission.QUOTE)
    public List<PricedLine> quote(Actor actor, OrganisationId buyer, List<LineRequest> lines, Instant at) {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether that member may ask its buyer this price; {@link PricedLine#band()} answers the same without a statement.
     *
     * @throws entrepot.kernel.Problem PRICE_OUTSIDE_BAND
     */
    @Requires(PricingPermission.QUOTE)
    public void checkBand(Actor actor, OrganisationId member, VariantId variant, Money asked) {
        throw new UnsupportedOperationException();
    }
}
