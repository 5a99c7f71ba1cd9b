package entrepot.commission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.sql.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CommissionCalculatorTest {

    private static final Set<Rule.Earner> ALL = EnumSet.allOf(Rule.Earner.class);

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    private static SoldLine line(String supply, String volumeBefore) {
        return new SoldLine(1, "SKU-1", "Tea", "SHP-1", "GOLD", 3, yuan(supply), yuan(supply).times(2),
                yuan(volumeBefore));
    }

    private static Money of(Rule.Earner earner, SoldLine line) {
        return CommissionCalculator.shares(Plan.EXAMPLE, line, ALL).stream()
                .filter(share -> share.earner() == earner).findFirst().orElseThrow().amount();
    }

    @Test
    void the_uplines_earn_two_and_one_percent_of_the_supply_price() {
        assertThat(of(Rule.Earner.UPLINE_1, line("1234.50", "0"))).isEqualTo(yuan("24.69"));
        assertThat(of(Rule.Earner.UPLINE_2, line("1234.50", "0"))).isEqualTo(yuan("12.35"));
    }

    @Test
    void the_volume_rebate_counts_on_the_part_above_each_bound() {
        assertThat(of(Rule.Earner.SELLER, line("100.00", "49900.00"))).isEqualTo(yuan("0.00"));
        assertThat(of(Rule.Earner.SELLER, line("200.00", "49900.00"))).isEqualTo(yuan("1.00"));
        assertThat(of(Rule.Earner.SELLER, line("100.00", "50000.00"))).isEqualTo(yuan("1.00"));
        assertThat(of(Rule.Earner.SELLER, line("200.00", "199900.00"))).isEqualTo(yuan("3.00"));
        assertThat(of(Rule.Earner.SELLER, line("200.00", "300000.00"))).isEqualTo(yuan("4.00"));
    }

    @Test
    void who_is_not_there_earns_nothing() {
        assertThat(CommissionCalculator.shares(Plan.EXAMPLE, line("100", "0"), EnumSet.of(Rule.Earner.SELLER)))
                .extracting(CommissionCalculator.Share::earner).containsExactly(Rule.Earner.SELLER);
    }

    @Test
    void all_rules_together_stay_under_the_cap_of_the_plan() {
        Plan generous = new Plan("P", "generous", new BigDecimal("8"), 15, List.of(
                Rule.percent("a", Rule.Earner.SELLER, Rule.Basis.RETAIL, new BigDecimal("10")),
                Rule.percent("b", Rule.Earner.UPLINE_1, Rule.Basis.SUPPLY, new BigDecimal("5")),
                Rule.fixed("c", Rule.Earner.TERRITORY_DEALER, new BigDecimal("1.50")))).checked();

        List<CommissionCalculator.Share> shares = CommissionCalculator.shares(generous, line("100.00", "0"), ALL);

        assertThat(shares.stream().map(CommissionCalculator.Share::amount).reduce(Money::plus)).contains(yuan("8.00"));
        assertThat(shares).allSatisfy(share -> assertThat(share.explanation().isCapped()).isTrue());
    }

    @Test
    void a_rule_works_in_its_scope_and_between_its_floor_and_cap() {
        Plan plan = new Plan("P", "scoped", new BigDecimal("100"), 15, List.of(
                Rule.percent("tea", Rule.Earner.SELLER, Rule.Basis.SUPPLY, new BigDecimal("1"))
                        .in(new Rule.Scope(Rule.Scope.Kind.CATEGORY, "Tea"))
                        .between(new BigDecimal("2"), new BigDecimal("5")),
                Rule.percent("cups", Rule.Earner.SELLER, Rule.Basis.SUPPLY, new BigDecimal("1"))
                        .in(new Rule.Scope(Rule.Scope.Kind.CATEGORY, "Cups")))).checked();

        assertThat(CommissionCalculator.shares(plan, line("100", "0"), ALL)).singleElement()
                .satisfies(share -> assertThat(share.amount()).isEqualTo(yuan("2")));
        assertThat(CommissionCalculator.shares(plan, line("1000", "0"), ALL)).singleElement()
                .satisfies(share -> assertThat(share.amount()).isEqualTo(yuan("5")));
    }

    @Test
    void a_plan_that_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> new Plan("P", "no rules", BigDecimal.TEN, 15, List.of()).checked())
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> new Plan("P", "two ways", BigDecimal.TEN, 15, List.of(new Rule("a",
                Rule.Earner.SELLER, Rule.Basis.SUPPLY, BigDecimal.ONE, BigDecimal.ONE, List.of(), false, List.of(), null,
                null, null, null))).checked()).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> new Plan("P", "steps down", BigDecimal.TEN, 15, List.of(Rule.steps("a",
                Rule.Earner.SELLER, List.of(new Plan.Step(BigDecimal.TEN, BigDecimal.ONE),
                        new Plan.Step(BigDecimal.ONE, BigDecimal.ONE))))).checked()).isInstanceOf(Problem.class);
    }

    @Test
    void amounts_of_a_plan_are_such_as_the_currency_can_pay() {
        Rule percent = Rule.percent("p", Rule.Earner.SELLER, Rule.Basis.SUPPLY, BigDecimal.ONE);
        for (String half : List.of("0.5", "1e30")) {
            BigDecimal amount = new BigDecimal(half);
            assertThatThrownBy(() -> new Plan("P", "steps", BigDecimal.TEN, 15, List.of(Rule.steps("a", Rule.Earner.SELLER,
                    List.of(new Plan.Step(amount, BigDecimal.ONE))))).checked("JPY")).isInstanceOf(Problem.class);
            assertThatThrownBy(() -> new Plan("P", "prizes", BigDecimal.TEN, 15, Plan.Pick.ALL, List.of(percent), List.of(new Bonus("b", Bonus.Kind.TARGET,
                    Bonus.Measure.VOLUME, Bonus.Each.MEMBER, BigDecimal.ONE, List.of(new Bonus.Prize(amount, null)), Bonus.Ties.SHARED))).checked("JPY"))
                    .isInstanceOf(Problem.class);
        }
    }

    @Provide
    Arbitrary<Rule> rules() {
        Arbitrary<Rule.Earner> earner = Arbitraries.of(Rule.Earner.class);
        Arbitrary<BigDecimal> percent = Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("12")).ofScale(3);
        Arbitrary<Rule> percents = Combinators.combine(earner, Arbitraries.of(Rule.Basis.class), percent)
                .as((e, b, p) -> Rule.percent("x", e, b, p));
        Arbitrary<Rule> fixed = Combinators.combine(earner, percent).as((e, p) -> Rule.fixed("x", e, p.setScale(2, RoundingMode.DOWN)));
        Arbitrary<Rule> between = Combinators.combine(earner, percent, percent).as((e, p, q) -> Rule.percent("x", e, Rule.Basis.SUPPLY, p)
                .between(q.setScale(2, RoundingMode.DOWN), q.setScale(2, RoundingMode.DOWN).add(new BigDecimal("3"))));
        Arbitrary<Rule> steps = Combinators.combine(earner, percent, percent).as((e, p, q) -> Rule.steps("x", e,
                List.of(new Plan.Step(new BigDecimal("500"), p), new Plan.Step(new BigDecimal("2000"), q))));
        return Arbitraries.oneOf(percents, fixed, between, steps, steps.map(rule -> Rule.stepsOnTheWhole("x", rule.earner(), rule.steps())));
    }

    @Property(tries = 500)
    void an_amount_can_be_recomputed_from_its_explanation_alone(
            @ForAll("rules") Rule one, @ForAll("rules") Rule two, @ForAll("rules") Rule three,
            @ForAll @LongRange(min = 0, max = 500_000) long supply,
            @ForAll @LongRange(min = 0, max = 500_000) long volume, @ForAll Plan.Pick pick) {
        Plan plan = new Plan("P", "any", new BigDecimal("8"), 15, pick, List.of(one, two, three), List.of());
        SoldLine line = new SoldLine(1, "S", "", "", "", "", true, null, 2, Money.of(supply, "CNY"), Money.of(supply * 2, "CNY"),
                Money.of(volume, "CNY"));

        List<CommissionCalculator.Share> shares = CommissionCalculator.shares(plan, line, ALL);

        assertThat(shares).allSatisfy(share -> {
            assertThat(share.explanation().recompute()).isEqualTo(share.amount());
            assertThat(PocketCalculator.accrual(Json.of(share.explanation()).text())).as("by hand, from the JSON alone: %s", share.explanation())
                    .isEqualTo(share.amount().minor());
        });
        assertThat(shares.stream().map(CommissionCalculator.Share::amount).reduce(Money::plus).orElseThrow().minor())
                .isBetween(0L, line.supplyTotal().percent(plan.capPercent()).minor());
    }

    @Test
    void an_agents_margin_earns_in_agency_alone() {
        Plan plan = new Plan("P", "margin", new BigDecimal("100"), 15, List.of(
                Rule.percent("margin", Rule.Earner.SELLER, Rule.Basis.MARGIN, new BigDecimal("50")))).checked();
        SoldLine agency = new SoldLine(1, "S", "", "", "", "", true, null, 1, yuan("60"), yuan("100"), yuan("0"));

        assertThat(CommissionCalculator.shares(plan, agency, ALL)).singleElement().satisfies(share -> {
            assertThat(share.amount()).isEqualTo(yuan("20"));
            assertThat(share.explanation().baseAmount()).isEqualTo(yuan("40"));
        });
        assertThat(CommissionCalculator.shares(plan, line("60", "0"), ALL)).isEmpty();
    }

    @Test
    void of_the_rules_that_hold_the_first_counts_for_each_earner_or_all_as_the_plan_says() {
        List<Rule> rules = List.of(Rule.percent("tea", Rule.Earner.SELLER, Rule.Basis.SUPPLY, new BigDecimal("3")).in(new Rule.Scope(Rule.Scope.Kind.CATEGORY, "Tea")),
                Rule.percent("all", Rule.Earner.SELLER, Rule.Basis.SUPPLY, new BigDecimal("1")),
                Rule.percent("upline", Rule.Earner.UPLINE_1, Rule.Basis.SUPPLY, new BigDecimal("1")));
        Plan first = new Plan("P", "first", new BigDecimal("100"), 15, Plan.Pick.FIRST, rules, List.of()).checked();
        Plan all = new Plan("P", "all", new BigDecimal("100"), 15, Plan.Pick.ALL, rules, List.of()).checked();

        assertThat(CommissionCalculator.shares(first, line("100", "0"), ALL)).extracting(share -> share.explanation().rule()).containsExactly("tea", "upline");
        assertThat(CommissionCalculator.shares(all, line("100", "0"), ALL)).extracting(share -> share.explanation().rule()).containsExactly("tea", "all", "upline");
    }

    @Test
    void scopes_of_one_kind_are_alternatives_and_of_several_kinds_must_all_hold() {
        Rule rule = Rule.percent("x", Rule.Earner.SELLER, Rule.Basis.SUPPLY, BigDecimal.ONE).in(new Rule.Scope(Rule.Scope.Kind.CATEGORY, "Tea"),
                new Rule.Scope(Rule.Scope.Kind.CATEGORY, "Cups"), new Rule.Scope(Rule.Scope.Kind.TIER, "GOLD"));
        assertThat(rule.holds(line("1", "0"))).isTrue();
        assertThat(rule.holds(new SoldLine(1, "S", "Tea > Green", "", "GOLD", 1, yuan("1"), yuan("1"), yuan("0")))).isTrue();
        assertThat(rule.holds(new SoldLine(1, "S", "Teapots", "", "GOLD", 1, yuan("1"), yuan("1"), yuan("0")))).isFalse();
        assertThat(rule.holds(new SoldLine(1, "S", "Tea", "", "SILVER", 1, yuan("1"), yuan("1"), yuan("0")))).isFalse();
    }

    @Test
    void a_rule_works_in_its_sub_shops_and_tiers_and_on_its_products_alone() {
        SoldLine line = new SoldLine(1, "SKU-1", "pot", "Tea", "SHP-1", "GOLD", false, null, 1, yuan("1"), yuan("1"), yuan("0"));
        for (Rule.Scope.Kind kind : List.of(Rule.Scope.Kind.SUB_SHOP, Rule.Scope.Kind.TIER, Rule.Scope.Kind.PRODUCT, Rule.Scope.Kind.SKU)) {
            String here = switch (kind) {
                case SUB_SHOP -> "SHP-1";
                case TIER -> "GOLD";
                case PRODUCT -> "pot";
                default -> "SKU-1";
            };
            Rule rule = Rule.percent("x", Rule.Earner.SELLER, Rule.Basis.SUPPLY, BigDecimal.ONE);
            assertThat(rule.in(new Rule.Scope(kind, here)).holds(line)).as(kind.name()).isTrue();
            assertThat(rule.in(new Rule.Scope(kind, here + "0")).holds(line)).as(kind.name()).isFalse();
            assertThat(rule.in(new Rule.Scope(kind, "elsewhere"), new Rule.Scope(kind, here)).holds(line)).as(kind.name()).isTrue();
        }
    }

    @Test
    void steps_count_on_the_part_or_on_the_whole_as_the_rule_says() {
        List<Plan.Step> steps = List.of(new Plan.Step(new BigDecimal("1000"), new BigDecimal("1")), new Plan.Step(new BigDecimal("2000"), new BigDecimal("3")));
        SoldLine line = line("1500", "1000");
        Plan part = new Plan("P", "part", new BigDecimal("100"), 15, List.of(Rule.steps("s", Rule.Earner.SELLER, steps))).checked();
        Plan whole = new Plan("P", "whole", new BigDecimal("100"), 15, List.of(Rule.stepsOnTheWhole("s", Rule.Earner.SELLER, steps))).checked();

        assertThat(CommissionCalculator.shares(part, line, ALL)).singleElement().satisfies(share -> assertThat(share.amount()).as("1 % of 1,000 and 3 % of 500")
                .isEqualTo(yuan("25")));
        assertThat(CommissionCalculator.shares(whole, line, ALL)).singleElement().satisfies(share -> assertThat(share.amount()).as("3 % of 1,500")
                .isEqualTo(yuan("45")));
        assertThat(TrueUp.of("P", whole.rules().get(0), LocalDate.of(2026, 11, 1), yuan("2500"), yuan("2500"), yuan("55"), yuan("75"), yuan("0")).amount())
                .as("the first 1,000 earned 10 on the way, and 30 in the end").isEqualTo(yuan("20"));
    }

    @Test
    void a_rule_works_on_orders_of_its_days() {
        Rule rule = Rule.percent("x", Rule.Earner.SELLER, Rule.Basis.SUPPLY, BigDecimal.ONE).during(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 11));
        assertThat(List.of("2026-10-31", "2026-11-01", "2026-11-11", "2026-11-12")).filteredOn(day -> rule.holds(new SoldLine(1, "S", "", "", "", "", false,
                LocalDate.parse(day), 1, yuan("1"), yuan("1"), yuan("0")))).containsExactly("2026-11-01", "2026-11-11");
    }

    @Test
    void a_plan_from_before_scopes_could_be_combined_still_reads() {
        Plan plan = new Json("""
                {"code":"P","name":"old","capPercent":8,"returnWindowDays":15,"rules":[{"code":"a","earner":"SELLER","base":"SUPPLY","percent":1,
                "steps":[],"scope":{"kind":"CATEGORY","value":"Tea"}},{"code":"b","earner":"SELLER","base":"SUPPLY","percent":1,"steps":[],
                "scope":{"kind":"ALL","value":""}}]}""").as(Plan.class);
        assertThat(plan.rules()).extracting(Rule::scope).containsExactly(List.of(new Rule.Scope(Rule.Scope.Kind.CATEGORY, "Tea")), List.of());
        assertThat(plan.pick()).isEqualTo(Plan.Pick.ALL);
    }

    @Property(tries = 300)
    void a_true_up_can_be_recomputed_and_brings_the_month_to_its_rate(@ForAll @LongRange(min = 1, max = 900_000_000) long volume,
            @ForAll @LongRange(min = 0, max = 5_000_000) long accrued, @ForAll @LongRange(min = 0, max = 100) long backPercent) {
        Rule rule = Rule.stepsOnTheWhole("w", Rule.Earner.SELLER, Plan.EXAMPLE.rules().get(0).steps());
        TrueUp trueUp = TrueUp.of("P", rule, LocalDate.of(2026, 11, 1), Money.of(volume, "CNY"), Money.of(volume, "CNY"), Money.of(accrued, "CNY"),
                Money.of(volume, "CNY").percent(CommissionCalculator.reached(rule.steps(), Money.of(volume, "CNY"))), Money.zero("CNY"));
        assertThat(trueUp.recompute()).isEqualTo(trueUp.amount());
        assertThat(PocketCalculator.trueUp(Json.of(trueUp).text())).as("by hand").isEqualTo(trueUp.amount().minor());
        assertThat(trueUp.amount().plus(trueUp.accrued())).isEqualTo(Money.of(volume, "CNY").percent(trueUp.percent()));
        // all of it refunded: nothing is left; a part: the month's effective rate on the rest
        assertThat(TrueUp.left(trueUp.amount().minor(), volume, accrued, volume, accrued)).isZero();
        long back = volume * backPercent / 100;
        assertThat(TrueUp.left(trueUp.amount().minor(), volume, accrued, back, 0) + accrued)
                .isEqualTo(Money.of(trueUp.amount().minor() + accrued, "CNY").share(BigInteger.valueOf(volume - back), BigInteger.valueOf(volume)).minor());
    }

    @Property(tries = 300)
    void a_bonus_can_be_recomputed_from_its_explanation_and_ties_share_to_the_last_cent(@ForAll @Size(min = 1, max = 8) List<@LongRange(min = 0, max = 5) Long> sold,
            @ForAll Bonus.Ties ties, @ForAll Bonus.Kind kind, @ForAll Bonus.Measure measure) {
        List<Bonus.Prize> prizes = kind == Bonus.Kind.TARGET ? List.of(new Bonus.Prize(null, new BigDecimal("1.5")))
                : List.of(new Bonus.Prize(new BigDecimal("100.00"), null), new Bonus.Prize(new BigDecimal("50.01"), null), new Bonus.Prize(new BigDecimal("20"), null));
        Bonus bonus = new Bonus("b", kind, measure, Bonus.Each.MEMBER, new BigDecimal("100"), prizes, ties);
        List<Won.Sold> all = new ArrayList<>();
        for (int i = 0; i < sold.size(); i++) {
            all.add(new Won.Sold(new OrganisationId(i + 1), "S", Money.of(sold.get(i) * 10_000, "CNY"), Money.of(10_000, "CNY")));
        }
        List<Won> won = Won.of("P", bonus, LocalDate.of(2026, 11, 1), all);
        assertThat(won).allSatisfy(each -> assertThat(each.recompute()).isEqualTo(each.amount()));
        if (kind == Bonus.Kind.TOP && ties == Bonus.Ties.SHARED) {
            long counted = all.stream().filter(each -> each.measured(measure).minor() >= 10_000).count();
            assertThat(won.stream().mapToLong(each -> each.amount().minor()).sum())
                    .isEqualTo(prizes.stream().limit(counted).mapToLong(prize -> Money.parse(prize.fixed(), "CNY").minor()).sum());
        }
    }

    @Property(tries = 200)
    void a_months_rebate_is_the_same_in_whatever_lines_it_was_sold(
            @ForAll List<@LongRange(min = 1, max = 5_000_000) Long> lines) {
        List<Plan.Step> steps = Plan.EXAMPLE.rules().get(0).steps();
        Money volume = Money.zero("CNY");
        Money rebate = Money.zero("CNY");
        for (long supply : lines) {
            Money line = Money.of(supply, "CNY");
            rebate = rebate.plus(CommissionCalculator.byRule(line, 1, null, null, steps, false, volume, null, null));
            volume = volume.plus(line);
        }
        assertThat(rebate).isEqualTo(CommissionCalculator.onTheParts(steps, volume));
    }
}
