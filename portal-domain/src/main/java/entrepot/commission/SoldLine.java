package entrepot.commission;

import entrepot.kernel.Money;

/**
 * A delivered line as rules see it.
 *
 * @param supplyTotal what the seller paid for these pieces
 * @param retailTotal the fixed price of these pieces to the buyer
 * @param volumeBefore the seller's month in supply totals, without this line
 */
public record SoldLine(int no, String sku, String category, String subShop, String sellerTier, int quantity,
                       Money supplyTotal, Money retailTotal, Money volumeBefore) {
}
