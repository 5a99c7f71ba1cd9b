package entrepot.pricing;

import entrepot.kernel.OrganisationId;
import java.time.Instant;
import java.util.List;

/**
 * Prices beside the lists: of one member (an agreement) or of a while (a campaign).
 *
 * @param name         what answers call it by
 * @param organisation whose agreement; null for a campaign
 * @param tier         whose campaign; null for all tiers
 * @param validFrom    null for as soon as it is approved
 * @param validTo      null for open end
 */
public record ProposeSpecialPrices(String name, OrganisationId organisation, String tier, Instant validFrom,
                                   Instant validTo, List<ProposePriceList.Single> prices, String reason) {
}
