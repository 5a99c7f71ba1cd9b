package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class VatSplitTest {

    private static final long LARGEST = 1_000_000_000_000_000L;

    @Provide
    Arbitrary<Long> amounts() {
        return Arbitraries.oneOf(Arbitraries.longs().between(0, 20), Arbitraries.longs().between(0, 1_000_000),
                Arbitraries.longs().between(LARGEST - 1_000, LARGEST));
    }

    @Provide
    Arbitrary<BigDecimal> percents() {
        return Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("99.999")).ofScale(3);
    }

    @Provide
    Arbitrary<String> currencies() {
        return Arbitraries.of("JPY", "CNY", "KWD");
    }

    @Test
    void of_113_at_13_percent_13_are_the_tax_offices() {
        assertThat(VatSplit.of(Money.of(11_300, "CNY"), new BigDecimal("13")))
                .isEqualTo(new VatSplit(Money.of(10_000, "CNY"), Money.of(1_300, "CNY")));
    }

    @Test
    void where_no_tax_is_configured_all_is_income() {
        assertThat(VatSplit.of(Money.of(11_300, "CNY"), BigDecimal.ZERO).vat().isZero()).isTrue();
    }

    @Test
    void a_tie_is_rounded_up_even_where_the_quotient_has_no_end() {
        // 7 × 50 / 150 = 2.333…; 3 × 20 / 120 = 0.5
        assertThat(VatSplit.of(Money.of(3, "JPY"), new BigDecimal("20")).vat().minor()).isEqualTo(1);
        assertThat(VatSplit.of(Money.of(-3, "JPY"), new BigDecimal("20")).vat().minor()).isEqualTo(-1);
    }

    @Property(tries = 500)
    void net_and_tax_are_the_price_and_the_tax_is_rounded_once(@ForAll("amounts") long minor, @ForAll("percents") BigDecimal percent,
                                                               @ForAll("currencies") String currency) {
        VatSplit split = VatSplit.of(Money.of(minor, currency), percent);

        assertThat(split.gross()).isEqualTo(Money.of(minor, currency));
        // 2 × tax = floor((2 × gross × p + 100 + p) / (100 + p)) / 2, in whole numbers
        BigInteger p = percent.movePointRight(3).toBigIntegerExact();
        BigInteger whole = p.add(BigInteger.valueOf(100_000));
        BigInteger expected = BigInteger.valueOf(minor).multiply(p).multiply(BigInteger.TWO).add(whole)
                .divide(whole.multiply(BigInteger.TWO));
        assertThat(split.vat().minor()).isEqualTo(expected.longValueExact());
    }

    @Property(tries = 500)
    void refunds_in_whatever_pieces_take_back_exactly_the_tax_that_was_posted(@ForAll("amounts") long minor,
            @ForAll("percents") BigDecimal percent, @ForAll("currencies") String currency, @ForAll long seed) {
        VatSplit posted = VatSplit.of(Money.of(minor, currency), percent);
        Random random = new Random(seed);
        Money before = Money.zero(currency);
        Money net = Money.zero(currency);
        Money vat = Money.zero(currency);
        for (int piece = 0; piece < 6; piece++) {
            long left = minor - before.minor();
            Money now = Money.of(piece == 5 ? left : (long) (random.nextDouble() * left), currency);
            VatSplit back = posted.refund(before, now);
            assertThat(back.gross()).isEqualTo(now);
            assertThat(back.vat().minor()).isNotNegative().isLessThanOrEqualTo(now.minor());
            net = net.plus(back.net());
            vat = vat.plus(back.vat());
            before = before.plus(now);
        }
        assertThat(net).isEqualTo(posted.net());
        assertThat(vat).isEqualTo(posted.vat());
    }
}
