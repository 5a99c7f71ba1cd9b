package entrepot.network;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A class of members with its terms as in force now.
 *
 * @param discountPercentOfRetail the supply price in percent of retail where no price list says otherwise: 55 is 55 %
 * @param bandLowPercent          the lowest that a member may ask, in percent of retail
 * @param bandHighPercent         the highest
 * @param rank                    1 is the best
 * @param validFrom               the first day of these terms
 * @param confirmed               false for the examples that a tenant is founded with
 */
public record Tier(String code, String name, BigDecimal discountPercentOfRetail, BigDecimal bandLowPercent,
                   BigDecimal bandHighPercent, int rank, LocalDate validFrom, boolean confirmed) {
}
