package entrepot.feed;

import entrepot.platform.files.CsvOutput;
import java.io.Writer;

/**
 * A feed as Shopify imports it, in the classic columns: a line a variant, further lines for further pictures. The
 * member's own price stands in {@code Cost per item}, where its shop's margins are calculated from.
 */
final class ShopifyCsvWriter implements FeedWriter {

    private static final Object[] HEADER = {"Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Published",
        "Option1 Name", "Option1 Value", "Option2 Name", "Option2 Value", "Option3 Name", "Option3 Value", "Variant SKU",
        "Variant Grams", "Variant Inventory Tracker", "Variant Inventory Qty", "Variant Inventory Policy",
        "Variant Fulfillment Service", "Variant Price", "Variant Compare At Price", "Variant Requires Shipping",
        "Variant Taxable", "Variant Barcode", "Image Src", "Image Position", "Image Alt Text", "Gift Card",
        "Variant Image", "Variant Weight Unit", "Cost per item", "Status"};
    private static final int IMAGE_SRC = 24;

    private final CsvOutput output;
    private FeedLine product;

    ShopifyCsvWriter(Writer target) {
        output = new CsvOutput(target);
        output.row(HEADER);
    }

    @Override
    public void line(FeedLine line) {
        boolean first = product == null || !product.handle().equals(line.handle());
        if (first) {
            moreImages();
            product = line;
        }
        boolean only = line.options().stream().allMatch(String::isEmpty);
        String image = first && !line.images().isEmpty() ? line.images().get(0) : "";
        output.row(line.handle(), first ? line.title() : "", first ? line.description() : "", first ? line.vendor() : "",
                first ? line.category() : "", first ? line.tags() : "", first ? "TRUE" : "",
                first ? only ? "Title" : line.optionNames().get(0) : "", only ? "Default Title" : line.options().get(0),
                first ? line.optionNames().get(1) : "", line.options().get(1),
                first ? line.optionNames().get(2) : "", line.options().get(2),
                line.sku(), line.weightGrams(), "shopify", line.stock(), "deny", "manual", line.retail().major(), "",
                "TRUE", "TRUE", line.barcode(), image, image.isEmpty() ? "" : 1, "", first ? "FALSE" : "",
                line.imageUrl(), "g", line.supply().major(), first ? "active" : "");
    }

    private void moreImages() {
        if (product == null) {
            return;
        }
        for (int i = 1; i < product.images().size(); i++) {
            Object[] row = new Object[HEADER.length];
            row[0] = product.handle();
            row[IMAGE_SRC] = product.images().get(i);
            row[IMAGE_SRC + 1] = i + 1;
            output.row(row);
        }
    }

    @Override
    public void close() {
        moreImages();
        output.close();
    }
}
