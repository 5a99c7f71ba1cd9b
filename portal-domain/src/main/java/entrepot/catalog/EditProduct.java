package entrepot.catalog;

/** What a person changes about a product. {@code version} is the one that was shown. */
public record EditProduct(String handle, String title, String descriptionHtml, String vendor, String category,
                          String tags, long version) {
}
