package entrepot.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceChoiceTest {

    private static Money cny(Integer minor) {
        return minor == null ? null : Money.of(minor, "CNY");
    }

    private static PriceChoice choose(Integer agreement, Integer campaign, Integer list, String percent) {
        return PriceChoice.of(new PriceCandidates(cny(10_000), agreement == null ? null : "Own deal", cny(agreement),
                campaign == null ? null : "Spring", cny(campaign), list == null ? null : "PRL-1", cny(list), "GOLD",
                percent == null ? null : new BigDecimal(percent)));
    }

    @ParameterizedTest
    @CsvSource({
        "7000, 4000, 5000, 55, AGREEMENT,     7000",
        "    , 6000, 5000, 55, CAMPAIGN,      6000",
        "    ,     , 5800, 55, TIER_LIST,     5800",
        "    ,     ,     , 55, TIER_DISCOUNT, 5500"})
    void the_strongest_rule_wins_even_where_a_weaker_one_is_cheaper(Integer agreement, Integer campaign, Integer list,
                                                                    String percent, PriceRule rule, int supply) {
        PriceChoice choice = choose(agreement, campaign, list, percent);

        assertThat(choice.rule()).isEqualTo(rule);
        assertThat(choice.supply()).isEqualTo(cny(supply));
    }

    @Test
    void the_answer_shows_the_numbers_of_the_winner_and_of_what_it_beat() {
        assertThat(choose(7000, null, 5000, "55.000").numbers()).containsEntry("agreement", "Own deal")
                .containsEntry("byAgreement", "70.00 CNY").containsEntry("byList", "50.00 CNY")
                .containsEntry("percent", "55").containsEntry("byDiscount", "55.00 CNY").containsEntry("tier", "GOLD");
    }

    @Test
    void without_a_tier_and_without_a_price_there_is_none() {
        assertThatThrownBy(() -> choose(null, null, null, null)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(PricingProblem.NO_TIER));
    }

    @ParameterizedTest
    @CsvSource({"8950, true", "8949, false", "11050, true", "11051, false", "10000, true"})
    void the_band_is_widened_by_half_a_unit(int asked, boolean holds) {
        PriceBand band = PriceBand.of(cny(10_000), new BigDecimal("90"), new BigDecimal("110"));

        assertThat(band.holds(cny(asked))).isEqualTo(holds);
    }

    @Test
    void a_price_outside_the_band_is_refused_with_the_band() {
        PriceBand band = PriceBand.of(cny(10_000), new BigDecimal("90.000"), new BigDecimal("110.000"));

        assertThatThrownBy(() -> band.check("T-1", cny(5_000))).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.details()).containsEntry("lowest", "89.50 CNY")
                        .containsEntry("highest", "110.50 CNY").containsEntry("sku", "T-1"));
    }

    @Test
    void a_band_in_a_currency_without_minor_units_tolerates_nothing_below_one() {
        PriceBand band = PriceBand.of(Money.of(1000, "JPY"), new BigDecimal("90"), new BigDecimal("110"));

        assertThat(band.lowest()).isEqualTo(Money.of(900, "JPY"));
    }

    @Test
    void the_effect_counts_what_changes_and_shows_the_margins() {
        var effect = PriceEffect.of(List.of(
                new PriceChange("A", "A", cny(10_000), cny(5_500), cny(6_050)),
                new PriceChange("B", "B", cny(10_000), cny(5_500), cny(5_500)),
                new PriceChange("C", "C", cny(10_000), cny(5_500), cny(4_400))), 7);

        assertThat(effect).extracting(e -> e.name() + "=" + e.before() + ">" + e.after()).containsExactly(
                "variants=>3", "variantsChanged=>2", "dearer=>1", "cheaper=>1", "averageChange=>-5.0 %", "members=>7",
                "lowestMargin=45.0 %>39.5 %", "highestMargin=45.0 %>56.0 %", "aboveRetail=>0");
    }
}
