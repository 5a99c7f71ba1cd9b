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

        /** Whether taking it would change that variant; its price aside. */
        public boolean changes(Product.Item item) {
            return !same(options, item.options())
                    || weightGrams != null && weightGrams != item.weightGrams()
                    || differs(barcode, item.barcode()) || differs(imageUrl, item.imageUrl());
        }

        /** Whether it is the one with these options. */
        public static boolean same(List<String> options, List<String> others) {
            for (int i = 0; i < Options.MAX; i++) {
                if (!Options.at(options, i).equals(Options.at(others, i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Whether taking it would change that product; its variants aside. */
    public boolean changes(Product product) {
        return title != null && !title.isBlank() && !title.strip().equals(product.title())
                || descriptionHtml != null && !DescriptionHtml.clean(descriptionHtml).equals(product.descriptionHtml())
                || differs(vendor, product.vendor()) || differs(category, product.category())
                || differs(tags, product.tags()) || state != null && state != product.state()
                || !optionNames.isEmpty() && !optionNames.stream().filter(name -> !name.isEmpty()).toList()
                        .equals(product.optionNames())
                || images != null && !images.equals(product.images());
    }

    private static boolean differs(String draft, String known) {
        return draft != null && !draft.strip().equals(known);
    }
}
