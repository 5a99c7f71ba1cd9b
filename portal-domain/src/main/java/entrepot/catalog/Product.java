package entrepot.catalog;

import entrepot.kernel.Money;
import entrepot.kernel.ProductId;
import entrepot.kernel.VariantId;
import java.util.List;

/**
 * A product with all its variants and pictures.
 *
 * @param handle          what people and addresses call it by
 * @param descriptionHtml harmless HTML: cleaned before it was stored
 * @param version         goes back with an edit, so that nobody's work is overwritten
 */
public record Product(ProductId id, String handle, String title, String descriptionHtml, String vendor,
                      String category, String tags, ProductState state, List<String> optionNames,
                      List<Item> variants, List<Image> images, long version) {

    /** A variant, with what only the catalogue's own pages need. */
    public record Item(VariantId id, String sku, List<String> options, Money retail, int weightGrams, String barcode,
                       String imageUrl, boolean needsReview) {

        public String optionText() {
            return Options.text(options);
        }
    }

    /** A picture by its address; {@code alt} says what is on it. */
    public record Image(String url, String alt) {
    }

    /** The first picture's address; empty where there is none. */
    public String imageUrl() {
        return images.isEmpty() ? "" : images.get(0).url();
    }
}
