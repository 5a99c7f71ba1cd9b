package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.kernel.VariantId;

/**
 * One line of an order, with its prices as they were when it was placed.
 *
 * @param no     1, 2, 3 …
 * @param retail the fixed price to the buyer, a unit
 * @param supply what the member pays, a unit
 * @param asked  what the buyer paid a unit, in the sub-shop's currency; null where it was not said
 */
public record OrderLine(int no, VariantId variant, String sku, String title, int quantity, Money retail, Money supply,
                        Money asked) {

    public Money supplyTotal() {
        return supply.times(quantity);
    }
}
