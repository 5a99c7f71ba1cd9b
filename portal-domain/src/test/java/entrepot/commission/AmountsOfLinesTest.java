package entrepot.commission;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Commission of lines from nothing to 10^15 minor units, in currencies with no, two and three decimals. */
class AmountsOfLinesTest {

    @Provide
    Arbitrary<String> currencies() {
        return Arbitraries.of("JPY", "CNY", "KWD", "BHD");
    }

    @Provide
    Arbitrary<Long> amounts() {
        return Arbitraries.oneOf(Arbitraries.longs().between(0, 20), Arbitraries.longs().between(0, 100_000_000L),
                Arbitraries.longs().between(999_000_000_000_000L, 1_000_000_000_000_000L));
    }

    @Property(tries = 500)
    void the_shares_of_a_line_never_exceed_its_cap_and_fill_it_to_the_last_unit_where_the_rules_ask_for_more(@ForAll("currencies") String currency,
            @ForAll("amounts") long total, @ForAll @IntRange(min = 1, max = 999) int quantity, @ForAll @IntRange(min = 0, max = 4_000) int one,
            @ForAll @IntRange(min = 0, max = 4_000) int other) {
        Plan plan = new Plan("P", "any", new BigDecimal("8"), 15, List.of(
                Rule.percent("seller", Rule.Earner.SELLER, Rule.Basis.SUPPLY, BigDecimal.valueOf(one, 2)),
                Rule.percent("first", Rule.Earner.UPLINE_1, Rule.Basis.SUPPLY, BigDecimal.valueOf(other, 2)),
                Rule.percent("second", Rule.Earner.UPLINE_2, Rule.Basis.RETAIL, new BigDecimal("0.03"))));
        Money supply = Money.of(total, currency);
        SoldLine line = new SoldLine(1, "S", "", "", "", "", false, null, quantity, supply, supply, Money.zero(currency));
        List<CommissionCalculator.Share> shares = CommissionCalculator.shares(plan, line, EnumSet.allOf(Rule.Earner.class));
        Money cap = supply.percent(plan.capPercent());
        Money asked = supply.percent(BigDecimal.valueOf(one, 2)).plus(supply.percent(BigDecimal.valueOf(other, 2))).plus(supply.percent(new BigDecimal("0.03")));
        assertThat(shares).allSatisfy(share -> {
            assertThat(share.amount().isNegative()).isFalse();
            assertThat(share.explanation().recompute()).isEqualTo(share.amount());
        });
        assertThat(shares.stream().map(CommissionCalculator.Share::amount).reduce(Money.zero(currency), Money::plus)).isEqualTo(asked.min(cap));
    }
}
