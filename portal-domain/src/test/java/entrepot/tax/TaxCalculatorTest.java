package entrepot.tax;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TaxCalculatorTest {

    private static final YearMonth MAY = YearMonth.of(2031, 5);
    private static final TaxTable EACH = TaxTable.example("CN", TaxMethod.PER_PAYMENT);
    private static final TaxTable YEAR = TaxTable.example("CN", TaxMethod.CUMULATIVE);

    private static Money yuan(long minor) {
        return Money.of(minor, "CNY");
    }

    private static Money tax(TaxTable table, int months, String gross) {
        return TaxCalculator.assess(table, MAY, new TaxCalculator.Before(yuan(0), yuan(0), months),
                List.of(new Taxable(new OrganisationId(1), Money.parse(new BigDecimal(gross), "CNY")))).get(0).tax();
    }

    @Test
    void chinas_labour_remuneration_is_taxed_as_its_table_says() {
        assertThat(tax(EACH, 1, "800")).isEqualTo(yuan(0));
        assertThat(tax(EACH, 1, "800.05")).isEqualTo(yuan(1));
        assertThat(tax(EACH, 1, "2000")).isEqualTo(yuan(24_000));
        assertThat(tax(EACH, 1, "4000")).as("800 and a fifth are the same here").isEqualTo(yuan(64_000));
        assertThat(tax(EACH, 1, "25000")).as("20,000 is still the lowest step").isEqualTo(yuan(400_000));
        assertThat(tax(EACH, 1, "40000")).isEqualTo(yuan(760_000));
        assertThat(tax(EACH, 1, "100000")).isEqualTo(yuan(2_500_000));
        assertThat(tax(YEAR, 3, "15000")).isEqualTo(yuan(0));
        assertThat(tax(YEAR, 1, "6000")).isEqualTo(yuan(3_000));
        assertThat(tax(YEAR, 12, "160000")).isEqualTo(yuan(748_000));
        assertThat(tax(TaxTable.example("GB", TaxMethod.PER_PAYMENT), 1, "100000")).isEqualTo(yuan(0));
    }

    @Property(tries = 400)
    void a_months_payments_are_taxed_the_same_however_they_are_split(@ForAll @Size(min = 1, max = 12) List<@LongRange(min = 1, max = 6_000_000) Long> payments,
                                                                     @ForAll @IntRange(min = 1, max = 4) int memberships, @ForAll boolean year) {
        TaxTable table = year ? YEAR : EACH;
        int months = year ? 5 : 1;
        Money paid = yuan(0);
        Money withheld = yuan(0);
        for (int i = 0; i < payments.size(); i += memberships) {
            List<Taxable> together = new ArrayList<>();
            for (int m = i; m < Math.min(payments.size(), i + memberships); m++) {
                together.add(new Taxable(new OrganisationId(m + 1), yuan(payments.get(m))));
            }
            List<Assessed> assessed = TaxCalculator.assess(table, MAY, new TaxCalculator.Before(paid, withheld, months), together);
            for (int m = 0; m < together.size(); m++) {
                assertThat(assessed.get(m).organisation()).isEqualTo(together.get(m).organisation());
                assertThat(assessed.get(m).tax()).isBetween(yuan(0), together.get(m).gross());
                paid = paid.plus(together.get(m).gross());
                withheld = withheld.plus(assessed.get(m).tax());
            }
            TaxExplanation why = assessed.get(0).why();
            assertThat(why.person().plus(why.before()).minus(why.deduction())).as("the numbers lead to it").isEqualTo(why.base());
            assertThat(why.base().percent(why.rate()).minus(why.quick()).max(yuan(0))).isEqualTo(why.due());
        }
        Money whole = TaxCalculator.assess(table, MAY, new TaxCalculator.Before(yuan(0), yuan(0), months),
                List.of(new Taxable(new OrganisationId(1), paid))).get(0).tax();
        assertThat(withheld).isEqualTo(whole);
    }
}
