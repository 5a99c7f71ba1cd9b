package entrepot.commission;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the end of a month earns: the top sellers, or all that reached a target. Counted in supply totals less what was refunded until the month
 * was closed; what is refunded later does not change it.
 *
 * @param measure of the volume, or of what it grew by since the month before
 * @param each    whether members compete, or each sub-shop for its member
 * @param least   the target; for top sellers the least to be counted at all; in major units
 * @param prizes  for top sellers one a place; for a target the one
 * @param ties    what those get who are equal
 */
public record Bonus(String code, Kind kind, Measure measure, Each each, BigDecimal least, List<Prize> prizes, Ties ties) {

    public enum Kind { TOP, TARGET }

    public enum Measure { VOLUME, GROWTH }

    public enum Each { MEMBER, SUB_SHOP }

    /** SHARED: the prizes of their places, added up and shared; BETTER: each the prize of the better place. */
    public enum Ties { SHARED, BETTER }

    /** Either an amount in major units, or a percentage of the winner's volume. */
    public record Prize(BigDecimal fixed, BigDecimal percent) {
    }

    public Bonus {
        prizes = List.copyOf(prizes);
    }
}
