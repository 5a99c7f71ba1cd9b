package entrepot.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.kernel.KernelProblem;
import entrepot.platform.access.AccessProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlProblem;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CatalogIT {

    private final Portal portal = Portal.running();
    private final Products products = portal.bean(Products.class);
    private final Variants variants = portal.bean(Variants.class);
    private final Tenant tenant = portal.newTenant();
    private final Actor editor = Portal.headquarters(tenant, new OrganisationId(1), CatalogPermission.VIEW,
            CatalogPermission.EDIT);
    private final Actor member = Portal.member(tenant, new OrganisationId(2), CatalogPermission.VIEW);

    private static ProductDraft draft(String handle, String title, String... skus) {
        return new ProductDraft(handle, title, null, "Ours", "Tents", null, null, List.of(),
                List.of(skus).stream().map(sku -> new ProductDraft.VariantDraft(sku, List.of(sku), Money.of(10_000, "CNY"),
                        500, null, null, false)).toList(), List.of(new Product.Image("/pictures/" + handle, "")));
    }

    private static void refuses(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void products_taken_twice_are_there_once_and_keep_their_retail_prices() {
        Products.Taken first = products.take(editor, List.of(draft("tent", "Tent", "T-1", "T-2")));
        ProductDraft dearer = new ProductDraft("tent", "Better tent", null, null, null, null, null, List.of(),
                List.of(new ProductDraft.VariantDraft("T-1", List.of("T-1"), Money.of(99_900, "CNY"), null, null, null,
                        false)), null);
        Products.Taken second = products.take(editor, List.of(dearer));

        assertThat(first).isEqualTo(new Products.Taken(1, 0, 2, 0));
        assertThat(second).isEqualTo(new Products.Taken(0, 1, 0, 1));
        Product tent = products.get(editor, "tent");
        assertThat(tent.title()).isEqualTo("Better tent");
        assertThat(tent.vendor()).isEqualTo("Ours");
        assertThat(tent.variants()).extracting(Product.Item::sku).containsExactly("T-1", "T-2");
        assertThat(tent.variants().get(0).retail()).isEqualTo(Money.of(10_000, "CNY"));
        assertThat(tent.variants().get(0).weightGrams()).isEqualTo(500);
        assertThat(tent.images()).hasSize(1);
    }

    @Test
    void a_file_that_archives_a_product_leaves_a_line_in_its_history() {
        products.take(editor, List.of(draft("tent", "Tent", "T-1")));
        products.take(editor, List.of(new ProductDraft("tent", "Tent", null, null, null, null, ProductState.ARCHIVED,
                List.of(), List.of(), null)));

        assertThat(products.history(editor, "tent")).extracting("from", "to")
                .containsExactly(tuple(null, "ACTIVE"), tuple("ACTIVE", "ARCHIVED"));
    }

    @Test
    void a_sku_belongs_to_one_product_and_nothing_is_taken_otherwise() {
        products.take(editor, List.of(draft("a", "A", "S-1")));

        refuses(CatalogProblem.SKU_TAKEN, () -> products.take(editor, List.of(draft("c", "C", "S-3"),
                draft("b", "B", "S-1"))));

        assertThat(products.list(editor, ProductFilter.ALL, "", 10)).extracting(ProductLine::handle).containsExactly("a");
    }

    @Test
    void the_exact_sku_wins_and_another_case_counts_only_when_it_is_the_only_one() {
        products.take(editor, List.of(draft("p", "P", "15056BL", "15056bl", "ab-1", "CD-1", "cd-1")));

        assertThat(variants.bySkus(editor, List.of("15056BL", "15056bl", "AB-1", "Cd-1", "none")))
                .hasEntrySatisfying("15056BL", v -> assertThat(v.sku()).isEqualTo("15056BL"))
                .hasEntrySatisfying("15056bl", v -> assertThat(v.sku()).isEqualTo("15056bl"))
                .hasEntrySatisfying("AB-1", v -> assertThat(v.sku()).isEqualTo("ab-1"))
                .containsOnlyKeys("15056BL", "15056bl", "AB-1");
    }

    @Test
    void a_script_in_a_description_does_not_get_in() {
        products.take(editor, List.of(new ProductDraft("x", "X",
                "<p onclick='a()'>Good <b>tent</b><script>alert(1)</script><img src=x onerror=alert(1)>"
                        + "<a href='javascript:alert(1)'>link</a><a href='https://example.com/'>more</a></p>",
                null, null, null, null, List.of(), List.of(), null)));

        String html = products.get(editor, "x").descriptionHtml();

        assertThat(html).contains("<b>tent</b>", "https://example.com/", "nofollow")
                .doesNotContain("script", "onclick", "onerror", "javascript");
    }

    @Test
    void members_see_active_products_only() {
        products.take(editor, List.of(draft("on", "On", "ON-1"), draft("off", "Off", "OFF-1")));
        products.changeState(editor, "off", ProductState.ARCHIVED, "sold out");

        assertThat(products.list(member, ProductFilter.ALL, "", 10)).extracting(ProductLine::handle).containsExactly("on");
        assertThat(variants.search(member, "", "", 10)).extracting(Variant::sku).containsExactly("ON-1");
        refuses(KernelProblem.NOT_FOUND, () -> products.get(member, "off"));
        assertThat(products.history(editor, "off")).extracting(change -> change.to()).containsExactly("ACTIVE", "ARCHIVED");
    }

    @Test
    void the_list_goes_on_where_it_ended_and_finds_by_text_and_sku() {
        products.take(editor, List.of(draft("a", "Lamp", "L-1"), draft("b", "Chair", "C-1"), draft("c", "Bag 100%", "B-1")));

        assertThat(products.list(editor, ProductFilter.ALL, "", 2)).extracting(ProductLine::title)
                .containsExactly("Bag 100%", "Chair");
        assertThat(products.list(editor, ProductFilter.ALL, "b", 2)).extracting(ProductLine::title).containsExactly("Lamp");
        assertThat(products.list(editor, new ProductFilter("l-1", null, "", false), "", 5)).extracting(ProductLine::handle)
                .containsExactly("a");
        assertThat(products.list(editor, new ProductFilter("0%", null, "", false), "", 5)).extracting(ProductLine::handle)
                .containsExactly("c");
    }

    @Test
    void who_edits_what_another_changed_meanwhile_is_told() {
        products.take(editor, List.of(draft("t", "T", "T-9")));
        Product seen = products.get(editor, "t");
        products.edit(editor, new EditProduct("t", "Tent", "", "", "", "", seen.version()));

        refuses(SqlProblem.CHANGED_MEANWHILE, () -> products.edit(editor,
                new EditProduct("t", "Other", "", "", "", "", seen.version())));
        assertThat(products.get(editor, "t").title()).isEqualTo("Tent");
    }

    @Test
    void a_made_up_sku_is_reviewed_by_giving_the_right_one() {
        products.take(editor, List.of(new ProductDraft("r", "R", null, null, null, null, null, List.of(), List.of(
                new ProductDraft.VariantDraft("R-MADE-UP", List.of(), Money.of(100, "CNY"), 0, null, null, true)), null)));
        assertThat(variants.toReview(editor)).isEqualTo(1);

        products.editVariant(editor, new EditVariant("R-MADE-UP", "R-1", 250, "690"));

        assertThat(variants.toReview(editor)).isZero();
        assertThat(variants.bySkus(editor, List.of("R-1")).get("R-1").weightGrams()).isEqualTo(250);
    }

    @Test
    void another_tenant_sees_none_of_it_even_where_no_filter_stands() {
        products.take(editor, List.of(draft("ours", "Ours", "OURS-1")));
        Tenant other = portal.newTenant();
        Actor stranger = Portal.headquarters(other, new OrganisationId(1), CatalogPermission.VIEW, CatalogPermission.EDIT);

        assertThat(products.list(stranger, ProductFilter.ALL, "", 10)).isEmpty();
        assertThat(variants.bySkus(stranger, List.of("OURS-1"))).isEmpty();
        assertThat(variants.byIds(stranger, Set.of(variants.bySkus(editor, List.of("OURS-1")).get("OURS-1").id()))).isEmpty();
        refuses(KernelProblem.NOT_FOUND, () -> products.get(stranger, "ours"));
        refuses(KernelProblem.NOT_FOUND, () -> products.editVariant(stranger, new EditVariant("OURS-1", "X", 0, "")));
        // the same handle and SKU are free there
        assertThat(products.take(stranger, List.of(draft("ours", "Theirs", "OURS-1"))).productsNew()).isEqualTo(1);
        assertThat(products.get(editor, "ours").title()).isEqualTo("Ours");
        Sql sql = portal.bean(Sql.class);
        long seen = portal.in(other.id(), () -> sql.one("select count(*) as n from variant", row -> row.number("n")));
        assertThat(seen).isEqualTo(1);
    }

    @Test
    void who_may_only_look_cannot_edit() {
        refuses(AccessProblem.NOT_PERMITTED, () -> products.take(member, List.of(draft("m", "M", "M-1"))));
    }
}
