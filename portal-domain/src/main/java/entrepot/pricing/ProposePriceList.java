package entrepot.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A new price list for a tier: a percent over all, and single prices that stand against it.
 *
 * @param validFrom null for as soon as it is approved; never in the past
 * @param base      what the percent is taken of
 * @param percent   such as 55 of RETAIL or 103 of CURRENT; not asked for with NOTHING
 * @param singles   prices by SKU, stronger than the percent; a percent of CURRENT takes the steps of now along, all else drops them
 * @param reason    in the maker's words, for who approves
 */
public record ProposePriceList(String tier, Instant validFrom, PercentOf base, BigDecimal percent, List<Single> singles,
                               String reason) {

    /** What the percent is taken of. NOTHING: only the single prices make up the list. */
    public enum PercentOf { RETAIL, CURRENT, NOTHING }

    /**
     * One price in major units, as a person or a file gives it.
     *
     * @param from from so many pieces on; 1 for the price of the line itself
     */
    public record Single(String sku, int from, BigDecimal price) {

        public Single(String sku, BigDecimal price) {
            this(sku, 1, price);
        }
    }
}
