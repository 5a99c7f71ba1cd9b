package entrepot.pricing;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which supply price counts: the member's own agreement, else a campaign, else its tier's price list, else retail less
 * the tier's discount (DESIGN §4). The strongest rule wins, not the cheapest price; the answer names it.
 *
 * @param numbers what led to it, ready to be shown: the loser below it stands there too
 */
public record PriceChoice(Money supply, PriceRule rule, Map<String, String> numbers) {

    /** @throws Problem NO_TIER where nothing gives a price */
    public static PriceChoice of(PriceCandidates candidates) {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("retail", candidates.retail().toString());
        if (candidates.tier() != null) {
            numbers.put("tier", candidates.tier());
        }
        Money discounted = candidates.discountPercent() == null ? null
                : candidates.retail().percent(candidates.discountPercent());
        if (discounted != null) {
            numbers.put("percent", plain(candidates.discountPercent()));
            numbers.put("byDiscount", discounted.toString());
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
            return new PriceChoice(candidates.agreement(), PriceRule.AGREEMENT, numbers);
        }
        if (candidates.campaign() != null) {
            return new PriceChoice(candidates.campaign(), PriceRule.CAMPAIGN, numbers);
        }
        if (candidates.list() != null) {
            return new PriceChoice(candidates.list(), PriceRule.TIER_LIST, numbers);
        }
        if (discounted != null) {
            return new PriceChoice(discounted, PriceRule.TIER_DISCOUNT, numbers);
        }
        throw new Problem(PricingProblem.NO_TIER);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
