package entrepot.pricing;

import entrepot.kernel.Money;

/**
 * One line of a proposal: what a variant costs now and would cost.
 *
 * @param before the supply price (of a price list) or retail price (of a retail proposal) in force
 */
public record PriceChange(String sku, String name, Money retail, Money before, Money after) {

    public boolean changed() {
        return !before.equals(after);
    }
}
