package entrepot.commission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
                Rule.Earner.SELLER, Rule.Basis.SUPPLY, BigDecimal.ONE, BigDecimal.ONE, List.of(), Rule.Scope.ALL, null,
                null))).checked()).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> new Plan("P", "steps down", BigDecimal.TEN, 15, List.of(Rule.steps("a",
                Rule.Earner.SELLER, List.of(new Plan.Step(BigDecimal.TEN, BigDecimal.ONE),
                        new Plan.Step(BigDecimal.ONE, BigDecimal.ONE))))).checked()).isInstanceOf(Problem.class);
    }

    @Provide
    Arbitrary<Rule> rules() {
        Arbitrary<Rule.Earner> earner = Arbitraries.of(Rule.Earner.class);
        Arbitrary<BigDecimal> percent = Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("12")).ofScale(3);
        Arbitrary<Rule> percents = Combinators.combine(earner, Arbitraries.of(Rule.Basis.class), percent)
                .as((e, b, p) -> Rule.percent("x", e, b, p));
        Arbitrary<Rule> fixed = Combinators.combine(earner, percent).as((e, p) -> Rule.fixed("x", e, p.setScale(2, RoundingMode.DOWN)));
        Arbitrary<Rule> steps = Combinators.combine(earner, percent, percent).as((e, p, q) -> Rule.steps("x", e,
                List.of(new Plan.Step(new BigDecimal("500"), p), new Plan.Step(new BigDecimal("2000"), q))));
        return Arbitraries.oneOf(percents, fixed, steps);
    }

    @Property(tries = 500)
    void an_amount_can_be_recomputed_from_its_explanation_alone(
            @ForAll("rules") Rule one, @ForAll("rules") Rule two, @ForAll("rules") Rule three,
            @ForAll @LongRange(min = 0, max = 500_000) long supply,
            @ForAll @LongRange(min = 0, max = 500_000) long volume) {
        Plan plan = new Plan("P", "any", new BigDecimal("8"), 15, List.of(one, two, three));
        SoldLine line = new SoldLine(1, "S", "", "", "", 2, Money.of(supply, "CNY"), Money.of(supply * 2, "CNY"),
                Money.of(volume, "CNY"));

        List<CommissionCalculator.Share> shares = CommissionCalculator.shares(plan, line, ALL);

        assertThat(shares).allSatisfy(share ->
                assertThat(share.explanation().recompute()).isEqualTo(share.amount()));
        assertThat(shares.stream().map(CommissionCalculator.Share::amount).reduce(Money::plus).orElseThrow().minor())
                .isBetween(0L, line.supplyTotal().percent(plan.capPercent()).minor());
    }

    @Property(tries = 200)
    void a_months_rebate_is_the_same_in_whatever_lines_it_was_sold(
            @ForAll List<@LongRange(min = 1, max = 5_000_000) Long> lines) {
        List<Plan.Step> steps = Plan.EXAMPLE.rules().get(0).steps();
        Money volume = Money.zero("CNY");
        Money rebate = Money.zero("CNY");
        for (long supply : lines) {
            Money line = Money.of(supply, "CNY");
            rebate = rebate.plus(CommissionCalculator.byRule(line, 1, null, null, steps, volume, null, null));
            volume = volume.plus(line);
        }
        assertThat(rebate).isEqualTo(CommissionCalculator.onTheParts(steps, volume));
    }
}
