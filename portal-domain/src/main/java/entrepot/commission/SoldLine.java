package entrepot.commission;

import entrepot.kernel.Money;
import java.time.LocalDate;

/**
 * A sold line as rules see it.
 *
 * @param product     the product's handle; empty where it is not known any more
 * @param category    with its parents, such as {@code Home > Kitchen}
 * @param agency      whether the buyer paid headquarters and the member earns the margin; else the member bought and sold itself
 * @param placedOn    the day of the order in the tenant's calendar; null for any
 * @param supplyTotal what the seller paid for these pieces, net of value added tax
 * @param retailTotal what the buyer paid for them, net of discount and of value added tax
 * @param volumeBefore the seller's month in supply totals, without this line
 */
public record SoldLine(int no, String sku, String product, String category, String subShop, String sellerTier, boolean agency, LocalDate placedOn,
                       int quantity, Money supplyTotal, Money retailTotal, Money volumeBefore) {

    /** A resale of any day. */
    public SoldLine(int no, String sku, String category, String subShop, String sellerTier, int quantity, Money supplyTotal, Money retailTotal,
                    Money volumeBefore) {
        this(no, sku, "", category, subShop, sellerTier, false, null, quantity, supplyTotal, retailTotal, volumeBefore);
    }

    /** The same with another month before it. */
    SoldLine after(Money volume) {
        return new SoldLine(no, sku, product, category, subShop, sellerTier, agency, placedOn, quantity, supplyTotal, retailTotal, volume);
    }

    /** What an agent's sale leaves between the two prices; never below zero. */
    public Money margin() {
        return retailTotal.minus(supplyTotal).max(Money.zero(supplyTotal.currency()));
    }

    Money base(Rule.Basis basis) {
        return switch (basis) {
            case SUPPLY -> supplyTotal;
            case RETAIL -> retailTotal;
            case MARGIN -> margin();
        };
    }
}
