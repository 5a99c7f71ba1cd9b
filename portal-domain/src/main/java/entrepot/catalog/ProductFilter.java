package entrepot.catalog;

/**
 * What a list of products is narrowed to.
 *
 * @param text     part of title, handle, vendor or a SKU; empty for all
 * @param state    null for all
 * @param category exact; empty for all
 * @param toReview only products with a variant that a person should look at
 */
public record ProductFilter(String text, ProductState state, String category, boolean toReview) {

    public static final ProductFilter ALL = new ProductFilter("", null, "", false);

    public ProductFilter {
        text = text == null ? "" : text.strip();
        category = category == null ? "" : category;
    }

    String pattern() {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
