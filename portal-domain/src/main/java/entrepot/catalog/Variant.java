package entrepot.catalog;

import entrepot.kernel.Money;
import entrepot.kernel.ProductId;
import entrepot.kernel.VariantId;

/**
 * A variant as others need it: what is priced, stocked and ordered.
 *
 * @param optionText  its options, such as {@code 黑色 / M}; empty where the product comes in one form only
 * @param retail      the fixed price to the buyer
 * @param weightGrams 0 where it is not known
 * @param state       that of its product, {@link ProductState}'s name
 * @param imageUrl    the first picture; empty where there is none
 */
public record Variant(VariantId id, ProductId product, String sku, String productTitle, String optionText,
                      Money retail, int weightGrams, String state, String imageUrl, String category, String vendor) {

    /** Whether it may be ordered now. */
    public boolean active() {
        return state.equals(ProductState.ACTIVE.name());
    }

    /** Title and options in one line. */
    public String name() {
        return optionText.isEmpty() ? productTitle : productTitle + " · " + optionText;
    }
}
