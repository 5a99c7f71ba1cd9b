package entrepot.feed;

import entrepot.catalog.Product;
import entrepot.catalog.ProductDraft;
import entrepot.catalog.ProductState;
import entrepot.catalog.Variant;
import entrepot.kernel.Money;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.files.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a product file would do to the catalogue, row by row. Pure: the same table and the same catalogue give the same
 * plan, so what was shown can be proved to be what is applied.
 *
 * @param rows   one for each row of the file, in its order
 * @param drafts what is taken
 * @param prices retail prices that differ from those in force, by SKU, to be proposed
 */
record ImportPlan(List<ImportRow> rows, List<ProductDraft> drafts, Map<String, Money> prices) {

    private static final int HANDLE_MAX = 255;
    private static final int TITLE_MAX = 500;
    private static final int SKU_MAX = 100;
    private static final int GRAMS_MAX = 1_000_000;
    private static final Pattern PRICE = Pattern.compile("\\d{1,12}(\\.\\d{1,4})?");
    private static final Pattern GRAMS = Pattern.compile("\\d{1,9}(\\.\\d{1,4})?");
    // what spreadsheets make of codes: ="123", 1.23E+17
    private static final Pattern WRECKED = Pattern.compile("^=.*|^\\d[.,]\\d+E\\+?\\d+$", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"'<>]{3,2000}|/[^\\s\"'<>/][^\\s\"'<>]{0,2000}");

    /** What the catalogue knows of the handles and SKUs in the file. */
    record Known(Map<String, Product> products, Map<String, Variant> variants, String currency) {
    }

    /** The handles of a file, to load what is known of them. */
    static Set<String> handles(Table table) {
        ShopifyColumns columns = ShopifyColumns.of(table);
        Set<String> handles = new HashSet<>();
        table.lines().forEach(line -> handles.add(columns.handle(line)));
        return handles;
    }

    /** The SKUs of a file, those that would be made up included. */
    static Set<String> skus(Table table) {
        ShopifyColumns columns = ShopifyColumns.of(table);
        Set<String> skus = new HashSet<>();
        for (Table.Line line : table.lines()) {
            String sku = columns.sku(line);
            skus.add(sku.isEmpty() ? StableSku.of(columns.handle(line), options(columns, line)) : sku);
        }
        return skus;
    }

    static ImportPlan of(Table table, Known known) {
        return new Planner(table, known).plan();
    }

    Map<RowOutcome, Integer> counts() {
        Map<RowOutcome, Integer> counts = new EnumMap<>(RowOutcome.class);
        rows.forEach(row -> counts.merge(row.outcome(), 1, Integer::sum));
        return counts;
    }

    /** Changes when any row's outcome does. */
    String hash() {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row.line()).append(' ').append(row.sku()).append(' ').append(row.outcome())
                .append(' ').append(row.priceBefore()).append('>').append(row.priceAfter()).append('\n'));
        return Tokens.sha256(text.toString());
    }

    private static List<String> options(ShopifyColumns columns, Table.Line line) {
        return List.of(columns.optionValue(line, 1), columns.optionValue(line, 2), columns.optionValue(line, 3));
    }

    /** The lines that make up one product. */
    private static final class Group {
        final String handle;
        final Table.Line first;
        final String title;
        final List<Table.Line> lines = new ArrayList<>();
        final List<Product.Image> images = new ArrayList<>();
        final List<ProductDraft.VariantDraft> variants = new ArrayList<>();
        final Set<List<String>> options = new HashSet<>();
        RowRemark refused;
        String refusedDetail = "";

        Group(String handle, Table.Line first, String title) {
            this.handle = handle;
            this.first = first;
            this.title = title;
        }
    }

    /** Works through the file once to group it, and once more to decide each row. */
    private static final class Planner {
        private final Table table;
        private final ShopifyColumns columns;
        private final Known known;
        private final Map<Long, ImportRow> rows = new LinkedHashMap<>();
        private final Map<String, Long> skuLines = new HashMap<>();
        private final Map<String, Money> prices = new LinkedHashMap<>();

        Planner(Table table, Known known) {
            this.table = table;
            this.columns = ShopifyColumns.of(table);
            this.known = known;
        }

        ImportPlan plan() {
            List<Group> groups = grouped();
            List<ProductDraft> drafts = new ArrayList<>();
            for (Group group : groups) {
                if (group.refused != null) {
                    group.lines.forEach(line -> refuse(line, group.handle, group.refused, group.refusedDetail));
                    continue;
                }
                Map<Long, Taken> taken = new LinkedHashMap<>();
                group.lines.forEach(line -> decide(group, line, taken));
                ProductDraft draft = draft(group);
                Product product = known.products().get(group.handle);
                boolean changed = product == null || draft.changes(product);
                taken.forEach((line, variant) -> rows.put(line, variant.row(product, changed)));
                if (!taken.isEmpty() || group.lines.stream().anyMatch(line -> rows.get(line.number()).outcome()
                        != RowOutcome.REFUSED)) {
                    drafts.add(draft);
                }
            }
            List<ImportRow> ordered = table.lines().stream().map(line -> rows.get(line.number())).toList();
            return new ImportPlan(ordered, drafts, prices);
        }

        /** A row that is taken, before it is known whether its product changes. */
        private record Taken(long line, String handle, String name, ProductDraft.VariantDraft variant, Variant known,
                             RowRemark remark, String detail) {

            ImportRow row(Product product, boolean productChanged) {
                RowOutcome outcome;
                String before = "";
                String after = variant.retail() == null ? "" : variant.retail().major().toPlainString();
                if (known == null) {
                    outcome = RowOutcome.CREATE;
                } else if (variant.retail() != null && !variant.retail().equals(known.retail())) {
                    outcome = RowOutcome.PRICE_CHANGE;
                    before = known.retail().major().toPlainString();
                } else {
                    boolean changes = productChanged || product.variants().stream()
                            .filter(item -> item.id().equals(known.id())).anyMatch(variant::changes);
                    outcome = changes ? RowOutcome.UPDATE : RowOutcome.UNCHANGED;
                    after = "";
                }
                return new ImportRow(line, handle, variant.sku(), name, outcome, remark, detail, before, after);
            }
        }

        /**
         * Rows of one handle are one product, unless it begins again: with another title, or with a title after other
         * products. Then it cannot be told which of the two is meant, and the second is left out.
         */
        private List<Group> grouped() {
            List<Group> groups = new ArrayList<>();
            Map<String, Group> byHandle = new HashMap<>();
            Group current = null;
            for (Table.Line line : table.lines()) {
                String handle = columns.handle(line);
                String title = columns.title(line);
                if (table.overflows(line)) {
                    refuse(line, handle, RowRemark.TOO_MANY_CELLS, Integer.toString(line.cells().size()));
                    continue;
                }
                if (handle.isEmpty()) {
                    refuse(line, handle, RowRemark.HANDLE_MISSING, "");
                    continue;
                }
                Group first = byHandle.get(handle);
                boolean follows = current != null && current.handle.equals(handle);
                if (first == null) {
                    current = new Group(handle, line, title);
                    refuseTooLong(current);
                    byHandle.put(handle, current);
                    groups.add(current);
                } else if (!title.isEmpty() && (!follows || !title.equals(current.title))) {
                    current = new Group(handle, line, title);
                    current.refused = RowRemark.HANDLE_OF_TWO_PRODUCTS;
                    current.refusedDetail = Long.toString(first.first.number());
                    groups.add(current);
                } else if (!follows) {
                    current = first;
                }
                current.lines.add(line);
            }
            return groups;
        }

        private void refuseTooLong(Group group) {
            if (group.handle.length() > HANDLE_MAX) {
                group.refused = RowRemark.HANDLE_TOO_LONG;
                group.refusedDetail = Integer.toString(HANDLE_MAX);
            } else if (group.title.length() > TITLE_MAX) {
                group.refused = RowRemark.TITLE_TOO_LONG;
                group.refusedDetail = Integer.toString(TITLE_MAX);
            } else if (group.title.isEmpty() && !known.products().containsKey(group.handle)) {
                group.refused = RowRemark.TITLE_MISSING;
            }
        }

        private void decide(Group group, Table.Line line, Map<Long, Taken> taken) {
            String image = columns.image(line);
            boolean imageUsable = image.isEmpty() || ADDRESS.matcher(image).matches();
            if (!image.isEmpty() && imageUsable
                    && group.images.stream().noneMatch(known -> known.url().equals(image))) {
                group.images.add(new Product.Image(image, columns.imageAlt(line)));
            }
            List<String> options = options(columns, line);
            String price = columns.price(line);
            boolean variant = line == group.first || !columns.sku(line).isEmpty() || !price.isEmpty()
                    || options.stream().anyMatch(option -> !option.isEmpty());
            if (!variant) {
                if (image.isEmpty()) {
                    refuse(line, group.handle, RowRemark.NOTHING_IN_ROW, "");
                } else if (!imageUsable) {
                    refuse(line, group.handle, RowRemark.IMAGE_ADDRESS_UNUSABLE, shortened(image));
                } else {
                    rows.put(line.number(), new ImportRow(line.number(), group.handle, "", name(group, options),
                            RowOutcome.IMAGE, null, "", "", ""));
                }
                return;
            }
            variant(group, line, options, price, imageUsable ? "" : image, taken);
        }

        private void variant(Group group, Table.Line line, List<String> options, String price, String badImage,
                             Map<Long, Taken> taken) {
            String sku = columns.sku(line);
            boolean madeUp = sku.isEmpty();
            if (madeUp) {
                sku = knownByOptions(group.handle, options);
                madeUp = sku == null;
                sku = madeUp ? StableSku.of(group.handle, options) : sku;
            }
            Variant there = known.variants().get(sku);
            there = there != null && there.sku().equals(sku) ? there : null;
            RowRemark refusal = null;
            String detail = "";
            Money retail = null;
            if (sku.length() > SKU_MAX) {
                refusal = RowRemark.SKU_TOO_LONG;
                detail = Integer.toString(SKU_MAX);
            } else if (WRECKED.matcher(sku).matches()) {
                refusal = RowRemark.SKU_WRECKED;
                detail = sku;
            } else if (group.options.contains(options)) {
                refusal = RowRemark.OPTIONS_TWICE;
                detail = String.join(" / ", options.stream().filter(option -> !option.isEmpty()).toList());
            } else if (skuLines.containsKey(sku)) {
                refusal = RowRemark.SKU_TWICE;
                detail = Long.toString(skuLines.get(sku));
            } else if (there != null && !belongs(there, group.handle)) {
                refusal = RowRemark.SKU_OF_ANOTHER_PRODUCT;
                detail = there.productTitle();
            } else if (price.isEmpty()) {
                refusal = there == null ? RowRemark.PRICE_MISSING : null;
            } else if (!PRICE.matcher(price).matches() || scale(price) > Money.digits(known.currency())) {
                refusal = RowRemark.PRICE_UNREADABLE;
                detail = shortened(price);
            } else {
                retail = Money.parse(new BigDecimal(price), known.currency());
                refusal = retail.isPositive() ? null : RowRemark.PRICE_NOT_POSITIVE;
                detail = retail.isPositive() ? "" : price;
            }
            String grams = columns.grams(line);
            if (refusal == null && !grams.isEmpty() && (!GRAMS.matcher(grams).matches()
                    || new BigDecimal(grams).compareTo(BigDecimal.valueOf(GRAMS_MAX)) > 0)) {
                refusal = RowRemark.WEIGHT_UNREADABLE;
                detail = shortened(grams);
            }
            if (refusal != null) {
                refuse(line, group.handle, refusal, detail);
                return;
            }
            skuLines.put(sku, line.number());
            group.options.add(options);
            String variantImage = columns.variantImage(line);
            ProductDraft.VariantDraft draft = new ProductDraft.VariantDraft(sku, options, retail,
                    grams.isEmpty() ? null : new BigDecimal(grams).setScale(0, RoundingMode.CEILING).intValue(),
                    columns.barcode(line), variantImage == null || !variantImage.isEmpty()
                            && !ADDRESS.matcher(variantImage).matches() ? null : variantImage, madeUp);
            group.variants.add(draft);
            if (there != null && retail != null && !retail.equals(there.retail())) {
                prices.put(sku, retail);
            }
            taken.put(line.number(), new Taken(line.number(), group.handle, name(group, options), draft, there,
                    madeUp && there == null ? RowRemark.SKU_MADE_UP : badImage.isEmpty() ? null : RowRemark.IMAGE_LEFT_OUT,
                    shortened(badImage)));
            // a placeholder keeps the row's place until its product is decided
            rows.put(line.number(), new ImportRow(line.number(), group.handle, sku, "", RowOutcome.UNCHANGED, null, "",
                    "", ""));
        }

        /** After a person gave the made-up SKU its right name, the same row is still the same variant. */
        private String knownByOptions(String handle, List<String> options) {
            Product product = known.products().get(handle);
            return product == null ? null : product.variants().stream()
                    .filter(item -> ProductDraft.VariantDraft.same(options, item.options()))
                    .map(Product.Item::sku).findFirst().orElse(null);
        }

        private boolean belongs(Variant variant, String handle) {
            Product product = known.products().get(handle);
            return product != null && product.id().equals(variant.product());
        }

        private ProductDraft draft(Group group) {
            Table.Line line = group.first;
            List<String> optionNames = List.of(columns.optionName(line, 1), columns.optionName(line, 2),
                    columns.optionName(line, 3));
            return new ProductDraft(group.handle, group.title, columns.description(line), columns.vendor(line),
                    columns.category(line), columns.tags(line), state(line),
                    optionNames.stream().allMatch(String::isEmpty) ? List.of() : optionNames, group.variants,
                    columns.hasImages() ? group.images : null);
        }

        private ProductState state(Table.Line line) {
            return switch (columns.status(line).toLowerCase(Locale.ROOT)) {
                case "active" -> ProductState.ACTIVE;
                case "draft", "unlisted" -> ProductState.DRAFT;
                case "archived" -> ProductState.ARCHIVED;
                default -> columns.published(line).equalsIgnoreCase("false") ? ProductState.DRAFT : null;
            };
        }

        private String name(Group group, List<String> options) {
            String title = group.title.isEmpty() ? known.products().get(group.handle).title() : group.title;
            String text = String.join(" / ", options.stream()
                    .filter(option -> !option.isEmpty() && !option.equals("Default Title")).toList());
            return text.isEmpty() ? title : title + " · " + text;
        }

        private void refuse(Table.Line line, String handle, RowRemark why, String detail) {
            rows.put(line.number(), new ImportRow(line.number(), shortened(handle), shortened(columns.sku(line)),
                    shortened(columns.title(line)), RowOutcome.REFUSED, why, detail, "", ""));
        }

        private static int scale(String price) {
            return new BigDecimal(price).stripTrailingZeros().scale();
        }

        private static String shortened(String text) {
            return text.length() > 120 ? text.substring(0, 120) + "…" : text;
        }
    }
}
