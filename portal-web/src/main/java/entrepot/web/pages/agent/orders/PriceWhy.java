package entrepot.web.pages.agent.orders;

import entrepot.pricing.PriceBand;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a line costs what it costs: the rule in words and what the other rules would have given.
 *
 * @param key     of the sentence, filled with the numbers
 * @param offers  what each rule that applied would have given, the winner marked
 */
public record PriceWhy(String key, Map<String, String> numbers, List<Offer> offers, String lowest, String highest)
        implements Serializable {

    /** From the strongest rule to the weakest, and the number that says its price. */
    private static final Map<String, String> PRICE_OF = Map.of("QUOTATION", "byQuotation", "QUOTED", "byQuotation", "AGREEMENT", "byAgreement", "CAMPAIGN", "byCampaign",
            "TIER_STEP", "byStep", "TIER_LIST", "byList", "TIER_DISCOUNT", "byDiscount");
    private static final List<String> RULES = List.of("QUOTATION", "QUOTED", "AGREEMENT", "CAMPAIGN", "TIER_STEP", "TIER_LIST", "TIER_DISCOUNT");

    public record Offer(String rule, String price, boolean won) implements Serializable {
    }

    /** @param words the texts in the reader's language */
    public static PriceWhy of(String rule, Map<String, String> numbers, PriceBand band, Map<String, String> words) {
        Map<String, String> known = new TreeMap<>(numbers);
        known.computeIfPresent("tier", (detail, code) -> words.containsKey("network.tier." + code) ? words.get("network.tier." + code) : code);
        List<Offer> offers = new ArrayList<>();
        for (String each : RULES) {
            String price = known.get(PRICE_OF.get(each));
            if (price != null) {
                offers.add(new Offer(each, price, each.equals(rule)));
            }
        }
        return new PriceWhy("orders.rule." + rule, known, offers, band.lowest().toString(), band.highest().toString());
    }
}
