package entrepot.catalog;

import entrepot.kernel.Money;
import java.util.List;

/**
 * A product as a file or a form brings it. A null text means: not said, leave what is there.
 *
 * @param descriptionHtml cleaned when it is taken
 * @param state           null: as it is, a new product becomes ACTIVE
 * @param optionNames     up to three
 * @param images          null: leave what is there
 */
public record ProductDraft(String handle, String title, String descriptionHtml, String vendor, String category,
                           String tags, ProductState state, List<String> optionNames, List<VariantDraft> variants,
                           List<Product.Image> images) {

    /**
     * A variant of it.
     *
     * @param options     up to three
     * @param retail      counts for a new variant only: the price of one that exists changes by proposal
     * @param weightGrams null: not said
     * @param needsReview whether a person should look at it, because its SKU was made up
     */
    public record VariantDraft(String sku, List<String> options, Money retail, Integer weightGrams, String barcode,
                               String imageUrl, boolean needsReview) {
    }
}
