package entrepot.pricing;

import entrepot.kernel.Money;
import java.util.List;

/**
 * One line of a proposal: what a variant costs now and would cost.
 *
 * @param before the supply price (of a price list) or retail price (of a retail proposal) in force
 * @param steps  from how many pieces on each costs less then
 */
public record PriceChange(String sku, String name, Money retail, Money before, Money after, List<PriceStep> steps) {

    PriceChange(String sku, String name, Money retail, Money before, Money after) {
        this(sku, name, retail, before, after, List.of());
    }

    public boolean changed() {
        return !before.equals(after);
    }
}
