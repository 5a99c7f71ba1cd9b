package entrepot.pricing;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which supply price counts: the member's own agreement, else a campaign, else its tier's price list, else retail less
 * the tier's discount (DESIGN §4). The strongest rule wins, not the cheapest price; the answer names it.
 *
 * @param candidates what it was chosen from
 */
public record PriceChoice(Money supply, PriceRule rule, PriceCandidates candidates) {

    /** @throws Problem NO_TIER where nothing gives a price */
    public static PriceChoice of(PriceCandidates candidates) {
        if (candidates.agreement() != null) {
            return new PriceChoice(candidates.agreement(), PriceRule.AGREEMENT, candidates);
        }
        if (candidates.campaign() != null) {
            return new PriceChoice(candidates.campaign(), PriceRule.CAMPAIGN, candidates);
        }
        if (candidates.list() != null) {
            return new PriceChoice(candidates.list(), PriceRule.TIER_LIST, candidates);
        }
        if (candidates.discountPercent() != null) {
            return new PriceChoice(candidates.discounted(), PriceRule.TIER_DISCOUNT, candidates);
        }
        throw new Problem(PricingProblem.NO_TIER);
    }

    /** The list's steps, where the list was chosen: what is stronger than it has none. */
    public List<PriceStep> steps(List<PriceStep> ofList) {
        return rule == PriceRule.TIER_LIST ? ofList : List.of();
    }

    /** What led to it, ready to be shown: what was beaten stands there too. */
    public Map<String, String> numbers() {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("retail", candidates.retail().toString());
        if (candidates.tier() != null) {
            numbers.put("tier", candidates.tier());
        }
        if (candidates.discountPercent() != null) {
            numbers.put("percent", candidates.discountPercent().stripTrailingZeros().toPlainString());
            numbers.put("byDiscount", candidates.discounted().toString());
        }
        if (candidates.list() != null) {
            numbers.put("list", candidates.listCode());
            numbers.put("byList", candidates.list().toString());
        }
        if (candidates.campaign() != null) {
            numbers.put("campaign", candidates.campaignName());
            numbers.put("byCampaign", candidates.campaign().toString());
        }
        if (candidates.agreement() != null) {
            numbers.put("agreement", candidates.agreementName());
            numbers.put("byAgreement", candidates.agreement().toString());
        }
        return numbers;
    }
}
