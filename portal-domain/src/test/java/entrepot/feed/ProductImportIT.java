package entrepot.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.catalog.CatalogPermission;
import entrepot.catalog.EditVariant;
import entrepot.catalog.Product;
import entrepot.catalog.ProductFilter;
import entrepot.catalog.ProductState;
import entrepot.catalog.Products;
import entrepot.catalog.Variants;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.platform.access.Actor;
import entrepot.platform.files.CsvProblem;
import entrepot.platform.files.Table;
import entrepot.platform.files.FileProblem;
import entrepot.platform.files.XlsxProblem;
import entrepot.platform.tenant.Tenant;
import entrepot.pricing.PricingPermission;
import entrepot.pricing.RetailPrices;
import entrepot.testing.Portal;
import entrepot.testing.Shared;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProductImportIT {

    private static final String HEADER = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\n";

    private final Portal portal = Portal.running();
    private final ProductImports imports = portal.bean(ProductImports.class);
    private final Products products = portal.bean(Products.class);
    private final Variants variants = portal.bean(Variants.class);
    private final Tenant tenant = portal.newTenant();
    private final Actor editor = Portal.headquarters(tenant, new OrganisationId(1), FeedPermission.IMPORT,
            CatalogPermission.VIEW, CatalogPermission.EDIT, PricingPermission.VIEW, PricingPermission.APPROVE);

    private static byte[] csv(String rows) {
        return (HEADER + rows).getBytes(StandardCharsets.UTF_8);
    }

    private ProductImport take(byte[] file) {
        return imports.apply(editor, imports.check(editor, "products.csv", file).code());
    }

    private List<ImportRow> rows(ProductImport checked) {
        return imports.rows(editor, checked.code(), null, 0, 1000);
    }

    private ImportRow only(String row) {
        return rows(imports.check(editor, "x.csv", csv(row))).get(0);
    }

    private static void refuses(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "shopify_gatsby_products.csv,               SHOPIFY_OTHER,   3, HANDLE_OF_TWO_PRODUCTS",
        "DERIVED_shopify_classic_48col.csv,         SHOPIFY_CLASSIC, 1, OPTIONS_TWICE",
        "DERIVED_shopify_new_template_35col.csv,    SHOPIFY_NEW,     1, OPTIONS_TWICE"})
    void each_dialect_of_the_real_export_is_read_whole_and_every_row_has_its_outcome(String file, String dialect,
                                                                                     int leftOut, RowRemark why) {
        ProductImport checked = imports.check(editor, file, Shared.bytes("catalogue/" + file));

        assertThat(checked.dialect()).isEqualTo(dialect);
        assertThat(products.list(editor, ProductFilter.ALL, "", 5)).isEmpty();
        assertThat(rows(checked)).hasSize(300);
        assertThat(checked.count(RowOutcome.CREATE)).isEqualTo(300 - leftOut);
        assertThat(imports.rows(editor, checked.code(), RowOutcome.REFUSED, 0, 100)).hasSize(leftOut)
                .allMatch(row -> row.remark() == why && row.handle().equals("mediocre-concrete-pants"));

        ProductImport applied = imports.apply(editor, checked.code());

        assertThat(applied.applied()).isTrue();
        assertThat(variants.toReview(editor)).isEqualTo(99);
        Product lamp = products.get(editor, "fantastic-bronze-lamp");
        assertThat(lamp.title()).isEqualTo("Fantastic Bronze Lamp");
        assertThat(lamp.variants()).hasSize(3);
        assertThat(lamp.variants().get(0).needsReview()).isTrue();
        assertThat(lamp.variants().get(1).sku()).isEqualTo("fantastic-bronze-lamp-plum");
        assertThat(lamp.variants().get(1).retail()).isEqualTo(Money.of(2003, "CNY"));
        assertThat(lamp.variants().get(1).weightGrams()).isEqualTo(749);

        ProductImport again = imports.check(editor, file, Shared.bytes("catalogue/" + file));
        assertThat(again.count(RowOutcome.UNCHANGED)).isEqualTo(300 - leftOut);
        assertThat(again.count(RowOutcome.CREATE)).isZero();
    }

    @Test
    void the_two_generations_of_columns_bring_the_same_skus() {
        take(Shared.bytes("catalogue/DERIVED_shopify_classic_48col.csv"));

        ProductImport other = imports.check(editor, "new.csv", Shared.bytes("catalogue/DERIVED_shopify_new_template_35col.csv"));

        assertThat(other.count(RowOutcome.CREATE)).isZero();
    }

    @Test
    void a_changed_retail_price_becomes_a_proposal_and_is_not_applied() {
        take(csv("tent,Tent,Size,S,T-S,100,\ntent,,Size,M,T-M,120,\n"));

        ProductImport checked = imports.check(editor, "dearer.csv", csv("tent,Tent,Size,S,T-S,109.90,\ntent,,Size,M,T-M,120,\n"));
        assertThat(checked.counts()).isEqualTo(Map.of(RowOutcome.PRICE_CHANGE, 1, RowOutcome.UNCHANGED, 1));
        assertThat(rows(checked).get(0).priceBefore()).isEqualTo("100.00");
        ProductImport applied = imports.apply(editor, checked.code());

        assertThat(variants.bySkus(editor, List.of("T-S")).get("T-S").retail()).isEqualTo(Money.of(10_000, "CNY"));
        RetailPrices retail = portal.bean(RetailPrices.class);
        assertThat(retail.items(editor, applied.proposalCode())).hasSize(1)
                .allMatch(change -> change.after().equals(Money.of(10_990, "CNY")));
        Actor checker = Portal.headquarters(tenant, new OrganisationId(1), PricingPermission.APPROVE);
        retail.approve(checker, applied.proposalCode());
        assertThat(variants.bySkus(editor, List.of("T-S")).get("T-S").retail()).isEqualTo(Money.of(10_990, "CNY"));
    }

    @Test
    void a_made_up_sku_that_was_corrected_stays_corrected_when_the_file_comes_again() {
        byte[] file = csv("lamp,Lamp,Color,jade,,10,\n");
        take(file);
        String madeUp = products.get(editor, "lamp").variants().get(0).sku();
        products.editVariant(editor, new EditVariant(madeUp, "LAMP-JADE", 0, ""));

        ProductImport again = imports.check(editor, "again.csv", file);

        assertThat(rows(again)).singleElement().satisfies(row -> {
            assertThat(row.sku()).isEqualTo("LAMP-JADE");
            assertThat(row.outcome()).isEqualTo(RowOutcome.UNCHANGED);
        });
    }

    @Test
    void pictures_on_lines_of_their_own_belong_to_the_product() {
        ProductImport checked = imports.check(editor, "p.csv", csv("""
                tent,Tent,Size,S,T-S,100,https://example.com/1.jpg
                tent,,,,,,https://example.com/2.jpg
                """));
        assertThat(rows(checked)).extracting(ImportRow::outcome).containsExactly(RowOutcome.CREATE, RowOutcome.IMAGE);
        imports.apply(editor, checked.code());

        assertThat(products.get(editor, "tent").images()).extracting(Product.Image::url)
                .containsExactly("https://example.com/1.jpg", "https://example.com/2.jpg");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "',Tent,Size,S,T-1,100,'               | HANDLE_MISSING",
        "'tent,,Size,S,T-1,100,'               | TITLE_MISSING",
        "'tent,Tent,Size,S,T-1,,'              | PRICE_MISSING",
        "'tent,Tent,Size,S,T-1,\"12,50\",'     | PRICE_UNREADABLE",
        "'tent,Tent,Size,S,T-1,1.005,'         | PRICE_UNREADABLE",
        "'tent,Tent,Size,S,T-1,1e5,'           | PRICE_UNREADABLE",
        "'tent,Tent,Size,S,T-1,0,'             | PRICE_NOT_POSITIVE",
        "'tent,Tent,Size,S,T-1,-5,'            | PRICE_UNREADABLE",
        "'tent,Tent,Size,S,1.23E+17,100,'      | SKU_WRECKED",
        "'tent,Tent,Size,S,=cmd|x,100,'        | SKU_WRECKED",
        "'tent,Tent,Size,S,T-1,100,,,,extra'   | TOO_MANY_CELLS"})
    void a_bad_row_is_left_out_and_says_why(String row, RowRemark why) {
        ImportRow refused = only(row + "\n");

        assertThat(refused.outcome()).isEqualTo(RowOutcome.REFUSED);
        assertThat(refused.remark()).isEqualTo(why);
    }

    @Test
    void good_rows_are_taken_beside_bad_ones() {
        ProductImport applied = take(csv("""
                tent,Tent,Size,S,T-S,100,
                tent,,Size,M,T-S,110,
                tent,,Size,S,T-X,110,
                lamp,Lamp,,,T-S,10,
                """));

        assertThat(rows(applied)).extracting(ImportRow::remark).containsExactly(null, RowRemark.SKU_TWICE,
                RowRemark.OPTIONS_TWICE, RowRemark.SKU_TWICE);
        assertThat(applied.taken()).isEqualTo(1);
        assertThat(applied.leftOut()).isEqualTo(3);
        assertThat(products.list(editor, ProductFilter.ALL, "", 9)).hasSize(1);
    }

    @Test
    void a_sku_of_another_product_is_not_taken_over() {
        take(csv("tent,Tent,Size,S,T-S,100,\n"));

        assertThat(only("lamp,Lamp,,,T-S,10,\n").remark()).isEqualTo(RowRemark.SKU_OF_ANOTHER_PRODUCT);
    }

    @Test
    void an_import_counts_once_and_only_while_it_is_what_was_shown() {
        ProductImport first = imports.check(editor, "a.csv", csv("tent,Tent,Size,S,T-S,100,\n"));
        ProductImport second = imports.check(editor, "b.csv", csv("tent,Tent,Size,S,T-S,100,\n"));
        imports.apply(editor, first.code());

        refuses(FeedProblem.IMPORT_APPLIED_ALREADY, () -> imports.apply(editor, first.code()));
        refuses(FeedProblem.IMPORT_OUTDATED, () -> imports.apply(editor, second.code()));
        assertThat(imports.checkAgain(editor, second.code()).count(RowOutcome.UNCHANGED)).isEqualTo(1);
    }

    @Test
    void drafts_and_archived_products_come_as_such() {
        byte[] file = "Title,URL handle,Status,SKU,Price\nA,a,draft,A-1,1\nB,b,archived,B-1,1\nC,c,active,C-1,1\n"
                .getBytes(StandardCharsets.UTF_8);
        take(file);

        assertThat(products.get(editor, "a").state()).isEqualTo(ProductState.DRAFT);
        assertThat(products.get(editor, "b").state()).isEqualTo(ProductState.ARCHIVED);
        assertThat(products.get(editor, "c").state()).isEqualTo(ProductState.ACTIVE);
    }

    @Test
    void a_chinese_file_in_gbk_is_read() {
        take((HEADER + "tent,帐篷,颜色,红,T-1,100,\n").getBytes(Charset.forName("GBK")));

        assertThat(products.get(editor, "tent").title()).isEqualTo("帐篷");
    }

    static Stream<Path> hostile() throws java.io.IOException {
        try (Stream<Path> files = Files.walk(Shared.folder().resolve("hostile"))) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource
    void hostile(Path file) throws java.io.IOException {
        byte[] bytes = Files.readAllBytes(file);

        assertThatThrownBy(() -> imports.check(editor, file.getFileName().toString(), bytes))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                        .isInstanceOfAny(CsvProblem.class, FileProblem.class, XlsxProblem.class));
        assertThat(products.list(editor, ProductFilter.ALL, "", 1)).isEmpty();
        assertThat(imports.list(editor)).isEmpty();
    }

    @Test
    void formulas_in_titles_are_taken_as_the_text_they_are() {
        take(csv("tent,=1+1,Size,S,T-S,100,\n"));

        assertThat(products.get(editor, "tent").title()).isEqualTo("=1+1");
    }

    @Test
    void naughty_strings_do_no_harm() throws java.io.IOException {
        String[] naughty = new com.fasterxml.jackson.databind.ObjectMapper()
                .readValue(Shared.bytes("hostile/strings/blns.json"), String[].class);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < naughty.length; i++) {
            String title = naughty[i].replace("\0", "").strip();
            rows.append("n-").append(i).append(",\"").append(title.isEmpty() ? "x" : title.replace("\"", "\"\""))
                    .append("\",,,N-").append(i).append(",1,\n");
        }
        ProductImport applied = take(csv(rows.toString()));

        assertThat(applied.taken() + applied.leftOut()).isEqualTo(naughty.length);
        assertThat(applied.leftOut()).isLessThan(naughty.length / 20);
    }

    @Test
    void a_file_of_100000_rows_and_one_is_refused() {
        refuses(CsvProblem.CSV_TOO_MANY_ROWS, () -> imports.check(editor, "big.csv",
                csv("t,T,,,S,1,\n".repeat(Table.ROWS_MAX + 1))));
    }

    @Test
    void another_tenants_import_does_not_exist() {
        ProductImport ours = imports.check(editor, "a.csv", csv("tent,Tent,Size,S,T-S,100,\n"));
        Tenant other = portal.newTenant();
        Actor stranger = Portal.headquarters(other, new OrganisationId(1), FeedPermission.IMPORT);

        refuses(KernelProblem.NOT_FOUND, () -> imports.get(stranger, ours.code()));
        refuses(KernelProblem.NOT_FOUND, () -> imports.rows(stranger, ours.code(), null, 0, 10));
        refuses(KernelProblem.NOT_FOUND, () -> imports.apply(stranger, ours.code()));
        assertThat(imports.list(stranger)).isEmpty();
    }
}
