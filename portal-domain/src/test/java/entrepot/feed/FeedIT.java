package entrepot.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import entrepot.catalog.Product;
import entrepot.catalog.ProductDraft;
import entrepot.catalog.ProductState;
import entrepot.catalog.Products;
import entrepot.catalog.Variants;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Stock;
import entrepot.inventory.Warehouses;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.SubShopId;
import entrepot.kernel.WarehouseId;
import entrepot.network.Ability;
import entrepot.network.AdmitOrganisation;
import entrepot.network.FoundHeadquarters;
import entrepot.network.Headquarters;
import entrepot.network.OpenSubShop;
import entrepot.network.Organisations;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.files.Table;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Point;
import entrepot.platform.tenant.Tenant;
import entrepot.pricing.ProposePriceList;
import entrepot.pricing.ProposeSpecialPrices;
import entrepot.pricing.PriceLists;
import entrepot.pricing.SpecialPrices;
import entrepot.pricing.PricingPermission;
import entrepot.testing.Portal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedIT {

    private final Portal portal = Portal.running();
    private final Feeds feeds = portal.bean(Feeds.class);
    private final Products products = portal.bean(Products.class);

    private Tenant tenant;
    private Actor system;
    private OrganisationId gold;
    private SubShopId shop;
    private Actor agent;
    private Actor visitor;
    private OrganisationId headquarters;

    @BeforeEach
    void an_agent_with_a_shop_and_three_products() {
        tenant = portal.newTenant();
        system = Actor.system(tenant.id());
        visitor = Actor.visitor(tenant.id());
        headquarters = portal.bean(Headquarters.class).found(system,
                new FoundHeadquarters("HQ", "浙江省", "杭州市", "", "", "")).id();
        gold = admit("GOLD");
        shop = shop(gold);
        agent = Portal.member(tenant, gold, FeedPermission.MANAGE, FeedPermission.VIEW);
        products.take(system, List.of(
                draft("tent", "Tent", ProductState.ACTIVE, "T-S", "T-M"),
                draft("evil", "=cmd|' /C calc'!A0", ProductState.ACTIVE, "E-1"),
                draft("old", "Old", ProductState.ARCHIVED, "OLD-1")));
    }

    private OrganisationId admit(String tier) {
        return portal.bean(Organisations.class).admit(system, new AdmitOrganisation("Member", Set.of(Ability.SELLS), tier,
                null, "浙江省", "杭州市", List.of(), "Ms Li", "li@example.com", "", "", null, null)).id();
    }

    private SubShopId shop(OrganisationId organisation) {
        return portal.bean(SubShops.class).open(system, new OpenSubShop(organisation, "Shop", "SHOPIFY", null)).id();
    }

    private static ProductDraft draft(String handle, String title, ProductState state, String... skus) {
        return new ProductDraft(handle, title, "<p>Good</p>", "Ours", "Camping", "a, b", state, List.of("Size", "", ""),
                List.of(skus).stream().map(sku -> new ProductDraft.VariantDraft(sku, List.of(sku, "", ""),
                        Money.of(10_000, "CNY"), 500, null, null, false)).toList(),
                List.of(new Product.Image("https://example.com/" + handle + ".jpg", ""),
                        new Product.Image("https://example.com/" + handle + "-2.jpg", ""),
                        new Product.Image("/pictures/own.svg", "")));
    }

    private static String token(OpenedFeed feed) {
        String path = feed.path();
        return path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
    }

    private FeedFile read(OpenedFeed feed) {
        return feeds.read(visitor, token(feed), feed.feed().format()).orElseThrow();
    }

    private Table csv(OpenedFeed feed) throws IOException {
        return Table.read(Files.readAllBytes(read(feed).path()));
    }

    private String cell(Table table, String sku, String column) {
        return table.lines().stream().filter(line -> table.cell(line, "Variant SKU").equals(sku)).findFirst()
                .map(line -> table.cell(line, column)).orElseThrow();
    }

    @Test
    void the_feed_carries_the_members_own_prices_and_only_what_is_sold() throws IOException {
        OpenedFeed feed = feeds.open(agent, shop, FeedFormat.SHOPIFY_CSV);
        assertThat(feed.path()).matches("/feeds/" + tenant.code() + "/[A-Za-z0-9_-]{43}\\.csv");

        Table table = csv(feed);

        assertThat(table.lines().stream().map(line -> table.cell(line, "Variant SKU")).filter(sku -> !sku.isEmpty()))
                .containsExactly("E-1", "T-S", "T-M");
        assertThat(cell(table, "T-S", "Variant Price")).isEqualTo("100.00");
        assertThat(cell(table, "T-S", "Cost per item")).isEqualTo("55.00");
        assertThat(cell(table, "T-S", "Image Src")).isEqualTo("https://example.com/tent.jpg");
        assertThat(table.lines()).hasSize(5);
    }

    @Test
    void what_would_be_a_formula_in_a_spreadsheet_is_text() throws IOException {
        Table table = csv(feeds.open(agent, shop, FeedFormat.SHOPIFY_CSV));

        assertThat(cell(table, "E-1", "Title")).isEqualTo("'=cmd|' /C calc'!A0");
    }

    @Test
    void the_same_in_json() throws IOException {
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(read(feeds.open(agent, shop, FeedFormat.JSON)).path()));

        assertThat(json.get("currency").asText()).isEqualTo("CNY");
        assertThat(json.get("products")).hasSize(2);
        JsonNode tent = json.get("products").get(1);
        assertThat(tent.get("variants")).hasSize(2);
        assertThat(tent.get("variants").get(0).get("supply").asText()).isEqualTo("55.00");
        assertThat(tent.get("variants").get(0).get("supplyRule").asText()).isEqualTo("TIER_DISCOUNT");
    }

    @Test
    void the_feed_of_products_can_be_imported_again() throws IOException {
        byte[] feed = Files.readAllBytes(read(feeds.open(agent, shop, FeedFormat.SHOPIFY_CSV)).path());
        Tenant other = portal.newTenant();
        Actor importer = Portal.headquarters(other, new OrganisationId(1), FeedPermission.IMPORT);

        ProductImport checked = portal.bean(ProductImports.class).check(importer, "feed.csv", feed);

        assertThat(checked.count(RowOutcome.CREATE)).isEqualTo(3);
        assertThat(checked.leftOut()).isZero();
    }

    @Test
    void stock_is_shown_less_the_cushion() throws IOException {
        WarehouseId central = portal.bean(Warehouses.class).open(system, new OpenWarehouse("Central", headquarters,
                new Address("", "", "CN", "浙江省", "杭州市", "", "1", ""), new Point(30_000_000, 120_000_000), 0)).id();
        portal.bean(Stock.class).receive(system, central,
                portal.bean(Variants.class).bySkus(system, List.of("T-S")).get("T-S").id(), headquarters, 40, "DN-1");

        Table table = csv(feeds.open(agent, shop, FeedFormat.SHOPIFY_CSV));

        assertThat(cell(table, "T-S", "Variant Inventory Qty")).isEqualTo("36");
        assertThat(cell(table, "T-M", "Variant Inventory Qty")).isEqualTo("0");
    }

    @Test
    void a_feed_that_has_not_changed_keeps_its_etag_and_one_that_has_gets_another() {
        OpenedFeed feed = feeds.open(agent, shop, FeedFormat.SHOPIFY_CSV);
        FeedFile first = read(feed);
        portal.bean(FeedSpool.class).forget(tenant.id().value() + "/" + feed.feed().code());
        FeedFile same = read(feed);
        Actor maker = Portal.headquarters(tenant, headquarters, PricingPermission.PROPOSE);
        Actor checker = Portal.headquarters(tenant, headquarters, PricingPermission.APPROVE);
        SpecialPrices special = portal.bean(SpecialPrices.class);
        special.approve(checker, special.propose(maker, new ProposeSpecialPrices("Deal", gold, null, null, null,
                List.of(new ProposePriceList.Single("T-S", new BigDecimal("50"))), "")));
        assertThat(read(feed).etag()).as("a fresh answer is given again").isEqualTo(first.etag());
        portal.bean(FeedSpool.class).forget(tenant.id().value() + "/" + feed.feed().code());
        FeedFile changed = read(feed);

        assertThat(same.etag()).isEqualTo(first.etag()).matches("\"[0-9a-f]{32}\"");
        assertThat(same.lastModified()).isEqualTo(first.lastModified());
        assertThat(changed.etag()).isNotEqualTo(first.etag());
        assertThat(first.path()).as("somebody may still be sending it").exists();
    }

    @Test
    void a_list_of_its_tier_and_not_of_another_counts_in_the_feed_with_its_steps() throws IOException {
        Actor maker = Portal.headquarters(tenant, headquarters, PricingPermission.PROPOSE);
        Actor checker = Portal.headquarters(tenant, headquarters, PricingPermission.APPROVE);
        PriceLists lists = portal.bean(PriceLists.class);
        for (String tier : List.of("GOLD", "BRONZE")) {
            lists.approve(checker, lists.propose(maker, new ProposePriceList(tier, null, ProposePriceList.PercentOf.RETAIL,
                    new BigDecimal(tier.equals("GOLD") ? "50" : "70"),
                    List.of(new ProposePriceList.Single("T-M", 10, new BigDecimal("45")), new ProposePriceList.Single("T-M", 100, new BigDecimal("44.5"))), "")).code());
        }

        assertThat(cell(csv(feeds.open(agent, shop, FeedFormat.SHOPIFY_CSV)), "T-M", "Cost per item")).isEqualTo("50.00");
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(read(feeds.open(agent, shop, FeedFormat.JSON)).path()));
        assertThat(json.findParents("sku")).filteredOn(variant -> variant.has("supplySteps")).singleElement().satisfies(variant -> {
            assertThat(variant.get("sku").asText()).isEqualTo("T-M");
            assertThat(variant.get("supplySteps").toString()).as("what each costs from so many on")
                    .isEqualTo("[{\"from\":10,\"supply\":\"45.00\"},{\"from\":100,\"supply\":\"44.50\"}]");
        });
    }

    @Test
    void a_wrong_an_old_and_a_revoked_address_are_the_same_as_nothing() {
        OpenedFeed feed = feeds.open(agent, shop, FeedFormat.SHOPIFY_CSV);
        assertThat(feeds.read(visitor, "nonsense", FeedFormat.SHOPIFY_CSV)).isEmpty();
        assertThat(feeds.read(visitor, token(feed), FeedFormat.JSON)).isEmpty();

        OpenedFeed rotated = feeds.rotate(agent, feed.feed().code());
        assertThat(feeds.read(visitor, token(feed), FeedFormat.SHOPIFY_CSV)).isEmpty();
        assertThat(feeds.read(visitor, token(rotated), FeedFormat.SHOPIFY_CSV)).isPresent();

        feeds.revoke(agent, feed.feed().code());
        assertThat(feeds.read(visitor, token(rotated), FeedFormat.SHOPIFY_CSV)).isEmpty();
        assertThat(feeds.list(agent, shop)).singleElement().matches(listed -> !listed.active());
        assertThatThrownBy(() -> feeds.rotate(agent, feed.feed().code())).isInstanceOf(Problem.class);
    }

    @Test
    void the_token_is_nowhere_in_the_database() throws Exception {
        OpenedFeed feed = feeds.open(agent, shop, FeedFormat.JSON);

        try (var owner = portal.asOwner(); var statement = owner.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '" + tenant.id().value() + "', false)");
            try (var rows = statement.executeQuery("select f::text from feed f")) {
                while (rows.next()) {
                    assertThat(rows.getString(1)).doesNotContain(token(feed));
                }
            }
        }
    }

    @Test
    void another_members_and_another_tenants_feeds_do_not_exist() {
        OpenedFeed feed = feeds.open(agent, shop, FeedFormat.SHOPIFY_CSV);
        OrganisationId bronze = admit("BRONZE");
        Actor neighbour = Portal.member(tenant, bronze, FeedPermission.MANAGE, FeedPermission.VIEW);
        Tenant other = portal.newTenant();
        Actor stranger = Portal.headquarters(other, headquarters, FeedPermission.MANAGE, FeedPermission.VIEW);

        for (Actor outsider : List.of(neighbour, stranger)) {
            assertThat(feeds.list(outsider, shop)).isEmpty();
            assertThat(feeds.all(outsider)).isEmpty();
            for (var verb : List.<ThrowingCallable>of(
                    () -> feeds.get(outsider, feed.feed().code()), () -> feeds.rotate(outsider, feed.feed().code()),
                    () -> feeds.revoke(outsider, feed.feed().code()),
                    () -> feeds.open(outsider, shop, FeedFormat.JSON))) {
                assertThatThrownBy(verb).isInstanceOfSatisfying(Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(KernelProblem.NOT_FOUND));
            }
        }
        assertThat(feeds.read(Actor.visitor(other.id()), token(feed), FeedFormat.SHOPIFY_CSV)).isEmpty();
    }
}
