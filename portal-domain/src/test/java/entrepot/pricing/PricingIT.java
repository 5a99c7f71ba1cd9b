package entrepot.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.catalog.CatalogPermission;
import entrepot.catalog.ProductDraft;
import entrepot.catalog.Products;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.kernel.VariantId;
import entrepot.network.Ability;
import entrepot.network.AdmitOrganisation;
import entrepot.network.FoundHeadquarters;
import entrepot.network.Headquarters;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.approval.Proposal;
import entrepot.platform.sql.Sql;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PricingIT {

    private final Portal portal = Portal.running();
    private final PriceLists lists = portal.bean(PriceLists.class);
    private final Prices prices = portal.bean(Prices.class);
    private final RetailPrices retail = portal.bean(RetailPrices.class);
    private final SpecialPrices special = portal.bean(SpecialPrices.class);
    private final Variants variants = portal.bean(Variants.class);

    private Tenant tenant;
    private OrganisationId headquarters;
    private OrganisationId gold;
    private Actor maker;
    private Actor checker;
    private Actor member;

    @BeforeEach
    void a_tenant_with_a_gold_member_and_two_variants() {
        tenant = portal.newTenant();
        Actor system = Actor.system(tenant.id());
        headquarters = portal.bean(Headquarters.class).found(system,
                new FoundHeadquarters("HQ", "浙江省", "杭州市", "", "", "")).id();
        gold = admit(system, "GOLD");
        maker = Portal.headquarters(tenant, headquarters, PricingPermission.PROPOSE, PricingPermission.APPROVE,
                PricingPermission.VIEW, PricingPermission.QUOTE, CatalogPermission.VIEW);
        checker = Portal.headquarters(tenant, headquarters, PricingPermission.PROPOSE, PricingPermission.APPROVE,
                PricingPermission.VIEW, PricingPermission.QUOTE);
        member = Portal.member(tenant, gold, PricingPermission.QUOTE);
        portal.bean(Products.class).take(system, List.of(new ProductDraft("tent", "Tent", null, null, null, null, null,
                List.of(), List.of(variant("A-1", 10_000), variant("B-1", 20_000)), null)));
    }

    private OrganisationId admit(Actor system, String tier) {
        return portal.bean(Organisations.class).admit(system, new AdmitOrganisation("Member", Set.of(Ability.SELLS), tier,
                null, "浙江省", "杭州市", List.of(), "Ms Li", "li@example.com", "", "", null, null)).id();
    }

    private static ProductDraft.VariantDraft variant(String sku, int retail) {
        return new ProductDraft.VariantDraft(sku, List.of(sku), Money.of(retail, "CNY"), 500, null, null, false);
    }

    private VariantId id(String sku) {
        return variants.bySkus(maker, List.of(sku)).get(sku).id();
    }

    private PricedLine price(String sku) {
        return prices.quote(member, gold, List.of(new LineRequest(id(sku), 2)), portal.now(tenant)).get(0);
    }

    private static ProposePriceList percent(String percent, ProposePriceList.Single... singles) {
        return new ProposePriceList("GOLD", null, ProposePriceList.PercentOf.RETAIL, new BigDecimal(percent), List.of(singles),
                "new season");
    }

    private static ProposePriceList.Single single(String sku, String price) {
        return new ProposePriceList.Single(sku, new BigDecimal(price));
    }

    private static void refuses(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void a_quote_looks_at_what_it_asks_for_however_much_else_there_is() {
        portal.bean(Products.class).take(Actor.system(tenant.id()), List.of(new ProductDraft("many", "Many", null, null, null, null,
                null, List.of(), IntStream.range(0, 1_000).mapToObj(i -> variant("M-" + i, 10_000)).toList(), null)));
        portal.analyze();
        VariantId asked = id("M-500");

        long read = portal.in(tenant.id(), () -> {
            long before = variantsRead();
            prices.quote(member, gold, List.of(new LineRequest(asked, 1)), Instant.now());
            return variantsRead() - before;
        });

        assertThat(read).as("variants read for one").isLessThan(20);
    }

    private long variantsRead() {
        return portal.bean(Sql.class).one(
                "select seq_tup_read + idx_tup_fetch as n from pg_stat_xact_user_tables where relname = 'variant'",
                row -> row.number("n"));
    }

    @Test
    void without_a_list_the_tiers_percent_of_retail_counts() {
        PricedLine line = price("A-1");

        assertThat(line.rule()).isEqualTo("TIER_DISCOUNT");
        assertThat(line.supply()).isEqualTo(Money.of(5_500, "CNY"));
        assertThat(line.supplyTotal()).isEqualTo(Money.of(11_000, "CNY"));
        assertThat(line.band().lowest()).isEqualTo(Money.of(8_950, "CNY"));
    }

    private static ProposePriceList.Single step(String sku, int from, String price) {
        return new ProposePriceList.Single(sku, from, new BigDecimal(price));
    }

    private List<Money> units(int... quantities) {
        List<LineRequest> lines = java.util.Arrays.stream(quantities).mapToObj(n -> new LineRequest(id("A-1"), n)).toList();
        return prices.quote(member, gold, lines, portal.now(tenant)).stream().map(PricedLine::supply).toList();
    }

    @Test
    void from_so_many_pieces_on_a_lists_step_counts_over_all_lines_of_the_variant() {
        lists.approve(checker, lists.propose(maker, percent("52", step("A-1", 50, "40"), step("A-1", 10, "45.00"))).code());

        assertThat(units(9)).containsExactly(Money.of(5_200, "CNY"));
        assertThat(units(10)).containsExactly(Money.of(4_500, "CNY"));
        assertThat(units(49, 1)).containsExactly(Money.of(4_000, "CNY"), Money.of(4_000, "CNY"));
        PricedLine line = prices.quote(member, gold, List.of(new LineRequest(id("A-1"), 12)), portal.now(tenant)).get(0);
        assertThat(line.rule()).isEqualTo("TIER_STEP");
        assertThat(line.numbers()).containsEntry("from", "10").containsKey("byList");
        assertThat(line.steps()).extracting(PriceStep::from).containsExactly(10, 50);
        assertThat(price("B-1").steps()).isEmpty();
        // a percent of the current prices takes the steps along, one of retail drops them: shown before it is approved
        PriceList more = lists.propose(maker, new ProposePriceList("GOLD", null, ProposePriceList.PercentOf.CURRENT, new BigDecimal("110"),
                List.of(), "dearer"));
        assertThat(lists.items(checker, more.code(), "", 10).get(0).steps()).extracting(PriceStep::supply)
                .containsExactly(Money.of(4_950, "CNY"), Money.of(4_400, "CNY"));
        PriceList without = lists.propose(maker, percent("52"));
        assertThat(lists.proposal(checker, without.code()).effect()).anySatisfy(figure -> {
            assertThat(figure.name()).isEqualTo("steps");
            assertThat(figure.before()).isEqualTo("2");
            assertThat(figure.after()).isEqualTo("0");
        });
        // what many pieces cost is a change like any other: counted, in the margins, and beside what it was
        PriceList deep = lists.propose(maker, percent("52", step("A-1", 50, "0.50"), step("A-1", 10, "47")));
        assertThat(lists.proposal(checker, deep.code()).effect()).contains(new Proposal.Effect("variantsChanged", "", "1"),
                new Proposal.Effect("dearer", "", "1"), new Proposal.Effect("cheaper", "", "1"),
                new Proposal.Effect("highestMargin", "60.0 %", "99.5 %"));
        PriceChange change = lists.items(checker, deep.code(), "", 10).get(0);
        assertThat(change.stepsBefore()).extracting(PriceStep::supply).containsExactly(Money.of(4_500, "CNY"), Money.of(4_000, "CNY"));
        assertThat(change.changed()).isTrue();
        assertThat(lists.items(checker, deep.code(), "A-1", 10).get(0).changed()).isFalse();
    }

    @Test
    void an_agreement_has_one_price_for_any_number_of_pieces() {
        refuses(KernelProblem.FIELD_INVALID, () -> special.propose(maker, new ProposeSpecialPrices("Many", gold, null, null, null,
                List.of(step("A-1", 10, "40")), "")));
        refuses(PricingProblem.SKU_TWICE, () -> special.propose(maker, new ProposeSpecialPrices("Twice", gold, null, null, null,
                List.of(single("A-1", "40"), single("A-1", "41")), "")));
    }

    @Test
    void a_step_costs_less_than_the_one_before_it_and_stands_once() {
        refuses(PricingProblem.STEP_NOT_CHEAPER, () -> lists.propose(maker, percent("52", step("A-1", 10, "52"))));
        refuses(PricingProblem.STEP_NOT_CHEAPER, () -> lists.propose(maker, percent("52", step("A-1", 10, "40"), step("A-1", 20, "41"))));
        refuses(PricingProblem.SKU_TWICE, () -> lists.propose(maker, percent("52", step("A-1", 10, "40"), step("A-1", 10, "39"))));
        List<ProposePriceList.Single> read = lists.read(maker, "sku,from,price\nA-1,,52\nA-1,10,45\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(read).containsExactly(single("A-1", "52"), step("A-1", 10, "45"));
    }

    @Test
    void a_list_counts_when_another_person_has_approved_it_and_not_before() {
        PriceList list = lists.propose(maker, percent("52", single("B-1", "99.90")));
        assertThat(price("A-1").rule()).isEqualTo("TIER_DISCOUNT");

        lists.approve(checker, list.code());

        assertThat(price("A-1").supply()).isEqualTo(Money.of(5_200, "CNY"));
        assertThat(price("B-1").supply()).isEqualTo(Money.of(9_990, "CNY"));
        assertThat(price("B-1").numbers()).containsEntry("list", list.code());
        assertThat(lists.inForce(checker, "GOLD").code()).isEqualTo(list.code());
        assertThat(lists.items(checker, list.code(), "", 10)).extracting(PriceChange::sku).containsExactly("A-1", "B-1");
        assertThat(lists.history(checker, list.code())).extracting(change -> change.to())
                .containsExactly("PROPOSED", "APPROVED");
    }

    @Test
    void the_effect_stands_on_the_proposal() {
        PriceList list = lists.propose(maker, percent("52"));

        assertThat(lists.proposal(checker, list.code()).effect())
                .contains(new Proposal.Effect("variantsChanged", "", "2"), new Proposal.Effect("members", "", "1"),
                        new Proposal.Effect("lowestMargin", "45.0 %", "48.0 %"));
    }

    @Test
    void a_later_list_takes_over_from_its_date_and_the_old_one_is_kept() {
        lists.approve(checker, lists.propose(maker, percent("52")).code());
        Instant later = portal.now(tenant).plus(Duration.ofDays(30));
        PriceList next = lists.propose(maker, new ProposePriceList("GOLD", later, ProposePriceList.PercentOf.CURRENT,
                new BigDecimal("110"), List.of(), "dearer"));
        lists.approve(checker, next.code());

        assertThat(price("A-1").supply()).isEqualTo(Money.of(5_200, "CNY"));
        assertThat(prices.quote(member, gold, List.of(new LineRequest(id("A-1"), 1)), later.plusSeconds(1)).get(0).supply())
                .isEqualTo(Money.of(5_720, "CNY"));
        assertThat(lists.list(checker)).hasSize(2);
    }

    @Test
    void nobody_approves_their_own_list() {
        PriceList list = lists.propose(maker, percent("52"));

        refuses(ApprovalProblem.OWN_PROPOSAL, () -> lists.approve(maker, list.code()));
        assertThat(lists.proposal(maker, list.code()).madeBy(maker)).isTrue();
        assertThat(lists.proposal(maker, list.code()).madeBy(checker)).isFalse();
        assertThat(price("A-1").rule()).isEqualTo("TIER_DISCOUNT");
    }

    @Test
    void the_database_refuses_a_list_in_force_without_a_second_person_whoever_writes() throws SQLException {
        PriceList list = lists.propose(maker, percent("52"));

        for (Connection connection : List.of(portal.asApp(), portal.asOwner())) {
            try (connection; Statement statement = connection.createStatement()) {
                statement.execute("select set_config('app.tenant_id', '" + tenant.id().value() + "', false)");
                assertThatThrownBy(() -> statement.executeUpdate(
                        "update price_list set state = 'APPROVED' where code = '" + list.code() + "'"))
                        .hasMessageContaining("no second person");
                assertThatThrownBy(() -> statement.executeUpdate("update proposal set state = 'APPROVED',"
                        + " checker_person_id = maker_person_id, checker_name = 'me' where code = '" + list.proposalCode() + "'"))
                        .hasMessageContaining("proposal__two_persons_ck");
                assertThatThrownBy(() -> statement.executeUpdate("insert into special_price (tenant_id, id, kind, name,"
                        + " variant_id, supply_minor, valid_from, proposal_code) values (" + tenant.id().value()
                        + ", 1, 'CAMPAIGN', 'mine', " + id("A-1").value() + ", 1, now(), '" + list.proposalCode() + "')"))
                        .hasMessageContaining("no second person");
            }
        }
    }

    @Test
    void a_rejected_list_never_counts_and_says_why() {
        PriceList list = lists.propose(maker, percent("52"));
        refuses(ApprovalProblem.REASON_NEEDED, () -> lists.reject(checker, list.code(), " "));

        lists.reject(checker, list.code(), "too cheap");

        assertThat(lists.get(checker, list.code()).state()).isEqualTo(PriceListState.REJECTED);
        assertThat(lists.proposal(checker, list.code()).verdict()).isEqualTo("too cheap");
        refuses(ApprovalProblem.ALREADY_DECIDED, () -> lists.approve(checker, list.code()));
        assertThat(price("A-1").rule()).isEqualTo("TIER_DISCOUNT");
    }

    @Test
    void a_list_that_says_nothing_new_or_nonsense_is_refused() {
        refuses(PricingProblem.NOTHING_CHANGES, () -> lists.propose(maker, percent("55")));
        refuses(PricingProblem.SKU_NOT_SOLD, () -> lists.propose(maker, percent("52", single("NONE", "1"))));
        refuses(PricingProblem.PRICE_NOT_POSITIVE, () -> lists.propose(maker, percent("52", single("A-1", "0"))));
        refuses(PricingProblem.PRICE_NOT_POSITIVE, () -> lists.propose(maker, percent("52", single("A-1", "-3"))));
        refuses(KernelProblem.AMOUNT_TOO_FINE, () -> lists.propose(maker, percent("52", single("A-1", "1.234"))));
        refuses(KernelProblem.FIELD_INVALID, () -> lists.propose(maker, percent("-1")));
        refuses(PricingProblem.PRICE_LIST_STARTS_IN_PAST, () -> lists.propose(maker, new ProposePriceList("GOLD",
                portal.now(tenant).minusSeconds(60), ProposePriceList.PercentOf.RETAIL, BigDecimal.TEN, List.of(), "")));
        assertThat(lists.list(maker)).isEmpty();
    }

    @Test
    void single_prices_are_read_from_a_table() {
        byte[] csv = "SKU;Price\nA-1;49.90\nB-1;99\n".getBytes(StandardCharsets.UTF_8);

        assertThat(lists.read(maker, csv)).containsExactly(single("A-1", "49.90"), single("B-1", "99"));
        refuses(PricingProblem.PRICE_UNREADABLE, () -> lists.read(maker, "sku,price\nA-1,=1+1\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_agreement_beats_a_campaign_and_a_campaign_the_list() {
        lists.approve(checker, lists.propose(maker, percent("52")).code());
        special.approve(checker, special.propose(maker, new ProposeSpecialPrices("Spring", null, "GOLD", null,
                portal.now(tenant).plus(Duration.ofDays(3)), List.of(single("A-1", "45"), single("B-1", "90")), "")));
        special.approve(checker, special.propose(maker, new ProposeSpecialPrices("Own deal", gold, null, null, null,
                List.of(single("A-1", "60")), "")));

        assertThat(price("A-1").rule()).isEqualTo("AGREEMENT");
        assertThat(price("A-1").supply()).isEqualTo(Money.of(6_000, "CNY"));
        assertThat(price("B-1").rule()).isEqualTo("CAMPAIGN");
        assertThat(prices.quote(member, gold, List.of(new LineRequest(id("B-1"), 1)),
                portal.now(tenant).plus(Duration.ofDays(4))).get(0).rule()).isEqualTo("TIER_LIST");
    }

    @Test
    void a_retail_price_changes_when_another_person_has_approved_it() {
        String code = retail.propose(maker, Map.of("A-1", Money.of(12_000, "CNY")), "Import", "file");
        assertThat(variants.bySkus(maker, List.of("A-1")).get("A-1").retail()).isEqualTo(Money.of(10_000, "CNY"));
        refuses(ApprovalProblem.OWN_PROPOSAL, () -> retail.approve(maker, code));

        retail.approve(checker, code);

        Variant changed = variants.bySkus(maker, List.of("A-1")).get("A-1");
        assertThat(changed.retail()).isEqualTo(Money.of(12_000, "CNY"));
        assertThat(price("A-1").supply()).isEqualTo(Money.of(6_600, "CNY"));
    }

    @Test
    void a_member_sees_its_own_prices_only_and_another_tenant_none() {
        OrganisationId bronze = admit(Actor.system(tenant.id()), "BRONZE");
        List<LineRequest> lines = List.of(new LineRequest(id("A-1"), 1));
        PriceList list = lists.propose(maker, percent("52"));
        Tenant other = portal.newTenant();
        Actor stranger = Portal.headquarters(other, headquarters, PricingPermission.VIEW, PricingPermission.QUOTE,
                PricingPermission.APPROVE);

        refuses(KernelProblem.NOT_FOUND, () -> prices.quote(member, bronze, lines, portal.now(tenant)));
        refuses(PricingProblem.VARIANT_UNKNOWN, () -> prices.quote(stranger, gold, lines, portal.now(other)));
        assertThat(lists.list(stranger)).isEmpty();
        refuses(KernelProblem.NOT_FOUND, () -> lists.get(stranger, list.code()));
        refuses(KernelProblem.NOT_FOUND, () -> lists.approve(stranger, list.code()));
        refuses(KernelProblem.NOT_FOUND, () -> retail.approve(stranger, list.proposalCode()));
    }
}
