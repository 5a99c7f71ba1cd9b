package entrepot.feed;

import entrepot.platform.files.Table;
import entrepot.platform.files.Table.Line;

/**
 * Shopify's product columns in both generations (FORMATS §4), found by normalised name, so that case, blanks and
 * brackets do not matter; what is misspelt in the wild ({@code Body}, {@code fullfilment}) is either known or not needed.
 */
final class ShopifyColumns {

    private final Table table;

    private ShopifyColumns(Table table) {
        this.table = table;
    }

    /** @throws entrepot.kernel.Problem CSV_COLUMN_MISSING */
    static ShopifyColumns of(Table table) {
        table.require("Handle", "URL handle");
        table.require("Title");
        table.require("Variant Price", "Price");
        return new ShopifyColumns(table);
    }

    /** How the page names what was recognised. */
    String dialect() {
        if (table.has("URL handle")) {
            return "SHOPIFY_NEW";
        }
        return table.has("Body (HTML)") ? "SHOPIFY_CLASSIC" : "SHOPIFY_OTHER";
    }

    String handle(Line line) {
        return table.cell(line, "URL handle", "Handle");
    }

    String title(Line line) {
        return table.cell(line, "Title");
    }

    /** Null where the file has no such column: then it says nothing about it. */
    String description(Line line) {
        return optional(line, "Body (HTML)", "Description", "Body");
    }

    String vendor(Line line) {
        return optional(line, "Vendor");
    }

    String category(Line line) {
        String type = optional(line, "Type");
        return type == null || type.isEmpty() ? optional(line, "Product Category", "Type") : type;
    }

    String tags(Line line) {
        return optional(line, "Tags");
    }

    String status(Line line) {
        return table.cell(line, "Status");
    }

    String published(Line line) {
        return table.cell(line, "Published on online store", "Published");
    }

    String optionName(Line line, int number) {
        return table.cell(line, "Option" + number + " Name");
    }

    String optionValue(Line line, int number) {
        return table.cell(line, "Option" + number + " Value");
    }

    /** Without the apostrophe that spreadsheets need to leave a code alone. */
    String sku(Line line) {
        String sku = table.cell(line, "Variant SKU", "SKU");
        return sku.startsWith("'") ? sku.substring(1).strip() : sku;
    }

    String price(Line line) {
        return table.cell(line, "Variant Price", "Price");
    }

    String grams(Line line) {
        return table.cell(line, "Variant Grams", "Weight value (grams)");
    }

    String barcode(Line line) {
        String barcode = optional(line, "Variant Barcode", "Barcode");
        return barcode != null && barcode.startsWith("'") ? barcode.substring(1).strip() : barcode;
    }

    String image(Line line) {
        return table.cell(line, "Image Src", "Product image URL");
    }

    String imageAlt(Line line) {
        return table.cell(line, "Image Alt Text");
    }

    String variantImage(Line line) {
        return optional(line, "Variant Image", "Variant image URL");
    }

    boolean hasImages() {
        return table.has("Image Src", "Product image URL");
    }

    private String optional(Line line, String... names) {
        return table.has(names) ? table.cell(line, names) : null;
    }
}
