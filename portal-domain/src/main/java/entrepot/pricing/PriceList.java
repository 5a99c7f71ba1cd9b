package entrepot.pricing;

import java.time.Instant;

/**
 * One dated version of a tier's prices.
 *
 * @param validFrom    in force from then, once approved
 * @param items        how many variants it prices; others fall back to the tier's percent of retail
 * @param proposalCode the proposal that brought it, with its effect in numbers
 */
public record PriceList(String code, String tier, PriceListState state, Instant validFrom, int items,
                        String proposalCode) {
}
