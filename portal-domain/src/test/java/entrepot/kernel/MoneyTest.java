package entrepot.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({"12.50,CNY,1250", "12.5,CNY,1250", "12,JPY,12", "1.234,KWD,1234", "-0.01,GBP,-1", "1E2,CNY,10000"})
    void an_amount_is_read_in_the_decimals_of_its_currency(String text, String currency, long minor) {
        assertThat(Money.parse(new BigDecimal(text), currency)).isEqualTo(Money.of(minor, currency));
    }

    @ParameterizedTest
    @CsvSource({"0.001,CNY", "0.5,JPY", "1.2345,KWD"})
    void more_decimals_than_the_currency_has_are_refused(String text, String currency) {
        assertThatThrownBy(() -> Money.parse(new BigDecimal(text), currency))
                .isInstanceOfSatisfying(Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(KernelProblem.AMOUNT_TOO_FINE));
    }

    @Test
    void an_amount_beyond_ten_to_the_fifteenth_is_refused() {
        assertThat(Money.parse(new BigDecimal("1E15"), "JPY").minor()).isEqualTo(1_000_000_000_000_000L);
        assertThatThrownBy(() -> Money.parse(new BigDecimal("1E16"), "JPY"))
                .isInstanceOfSatisfying(Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(KernelProblem.AMOUNT_TOO_LARGE));
    }

    @ParameterizedTest
    @CsvSource({"1E1000000000,AMOUNT_TOO_LARGE", "-1E2147483647,AMOUNT_TOO_LARGE", "1E-1000000000,AMOUNT_TOO_FINE"})
    void a_short_number_that_is_long_when_written_out_is_refused_without_writing_it_out(String text, KernelProblem code) {
        assertThatThrownBy(() -> Money.parse(new BigDecimal(text), "CNY"))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.getMessage()).hasSizeLessThan(200);
                });
        assertThat(Money.parse(new BigDecimal("0E-1000000000"), "CNY").isZero()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1005,0.5,503", "-1005,0.5,-503", "333,0.01,3", "350,0.01,4", "-350,0.01,-4"})
    void a_rate_rounds_half_up_and_a_debt_mirrors_a_credit(long minor, BigDecimal rate, long expected) {
        assertThat(Money.of(minor, "CNY").times(rate).minor()).isEqualTo(expected);
    }

    @Test
    void currencies_do_not_mix() {
        assertThatThrownBy(() -> Money.of(1, "CNY").plus(Money.of(1, "GBP")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_amount_that_no_long_can_hold_fails_instead_of_wrapping() {
        assertThatThrownBy(() -> Money.of(Long.MAX_VALUE, "CNY").plus(Money.of(1, "CNY")))
                .isInstanceOf(ArithmeticException.class);
    }
}
