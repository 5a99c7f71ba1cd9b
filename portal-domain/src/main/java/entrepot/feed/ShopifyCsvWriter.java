package entrepot.feed;

import entrepot.platform.files.CsvOutput;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

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
    private static final String PRESALE = "presale:";

    private final CsvOutput output;
    /** Lines of one product: what is said of the product depends on all of them. */
    private final List<FeedLine> product = new ArrayList<>();

    ShopifyCsvWriter(Writer target) {
        output = new CsvOutput(target);
        output.row(HEADER);
    }

    @Override
    public void line(FeedLine line) {
        if (!product.isEmpty() && !product.get(0).handle().equals(line.handle())) {
            write();
        }
        product.add(line);
    }

    private void write() {
        for (FeedLine line : product) {
            write(line, line == product.get(0));
        }
        if (!product.isEmpty()) {
            moreImages(product.get(0));
        }
        product.clear();
    }

    private void write(FeedLine line, boolean first) {
        boolean only = line.options().stream().allMatch(String::isEmpty);
        String image = first && !line.images().isEmpty() ? line.images().get(0) : "";
        output.row(line.handle(), first ? line.title() : "", first ? line.description() : "", first ? line.vendor() : "",
                first ? line.category() : "", first ? tags(line.tags()) : "", first ? "TRUE" : "",
                first ? only ? "Title" : line.optionNames().get(0) : "", only ? "Default Title" : line.options().get(0),
                first ? line.optionNames().get(1) : "", line.options().get(1),
                first ? line.optionNames().get(2) : "", line.options().get(2),
                line.sku(), line.weightGrams(), "shopify", line.stock(), "deny", "manual", line.retail().major(), "",
                "TRUE", "TRUE", line.barcode(), image, image.isEmpty() ? "" : 1, "", first ? "FALSE" : "",
                line.imageUrl(), "g", line.supply().major(), first ? "active" : "");
    }

    /** With the last promised day of its variants that are sold before they are there: these columns have no place of their own for it. */
    private String tags(String own) {
        return product.stream().map(FeedLine::shipsFrom).filter(Objects::nonNull).max(Comparator.naturalOrder())
                .map(day -> (own.isEmpty() ? "" : own + ", ") + PRESALE + day).orElse(own);
    }

    private void moreImages(FeedLine first) {
        for (int i = 1; i < first.images().size(); i++) {
            Object[] row = new Object[HEADER.length];
            row[0] = first.handle();
            row[IMAGE_SRC] = first.images().get(i);
            row[IMAGE_SRC + 1] = i + 1;
            output.row(row);
        }
    }

    @Override
    public void close() {
        write();
        output.close();
    }
}
