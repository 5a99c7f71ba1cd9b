package entrepot.web.pages.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TypedNumberTest {

    private static final Locale SPANISH = Locale.forLanguageTag("es");

    private static String english(String typed) {
        return TypedNumber.read(typed, Locale.ENGLISH).map(BigDecimal::toPlainString).orElse("none");
    }

    private static String spanish(String typed) {
        return TypedNumber.read(typed, SPANISH).map(BigDecimal::toPlainString).orElse("none");
    }

    @Test
    void a_decimal_sign_is_never_taken_for_one_that_groups() {
        assertThat(spanish("12,50")).isEqualTo("12.50");
        assertThat(english("1,5")).isEqualTo("1.5");
        assertThat(english("12,50")).isEqualTo("12.50");
        assertThat(spanish("12.50")).isEqualTo("12.50");
        assertThat(spanish("1234.567")).isEqualTo("1234.567");
        assertThat(english(",5")).isEqualTo("0.5");
    }

    @Test
    void a_lone_sign_before_three_digits_means_what_it_means_in_the_readers_language() {
        assertThat(english("1,250")).isEqualTo("1250");
        assertThat(spanish("1,250")).isEqualTo("1.250");
        assertThat(english("1.250")).isEqualTo("1.250");
        assertThat(spanish("1.250")).isEqualTo("1250");
    }

    @Test
    void nothing_that_begins_with_zero_is_grouped() {
        assertThat(spanish("0.125")).isEqualTo("0.125");
        assertThat(spanish("0.005")).isEqualTo("0.005");
        assertThat(english("0,125")).isEqualTo("0.125");
        assertThat(spanish("0,500")).isEqualTo("0.500");
        assertThat(english("012,500")).isEqualTo("12.500");
        assertThat(english("-0.500")).isEqualTo("-0.500");
    }

    @Test
    void both_signs_say_which_of_them_groups() {
        assertThat(english("1.234,50")).isEqualTo("1234.50");
        assertThat(spanish("1.234,50")).isEqualTo("1234.50");
        assertThat(spanish("1,234.50")).isEqualTo("1234.50");
        assertThat(english("1,234,567")).isEqualTo("1234567");
        assertThat(spanish("1,234,567")).isEqualTo("1234567");
        assertThat(english("1.234.567")).isEqualTo("1234567");
    }

    @Test
    void what_pages_show_and_keyboards_give_can_be_typed_in() {
        assertThat(english("\u22121,234.50")).isEqualTo("-1234.50");
        assertThat(english(" 1 234.50 ")).isEqualTo("1234.50");
        assertThat(TypedNumber.read("\uff11\uff12\uff0e\uff15", Locale.CHINA)).contains(new BigDecimal("12.5"));
        assertThat(TypedNumber.written(new BigDecimal("-1234.50"), SPANISH)).isEqualTo("-1234,50");
        assertThat(TypedNumber.written(new BigDecimal("0.000001"), Locale.CHINA)).isEqualTo("0.000001");
    }

    @Test
    void what_is_no_number_is_none() {
        for (String typed : new String[] {"", "x", "12.50 CNY", "1e9", "1,23,456", "1.2.3", "1,2.3,4", "--1", ".", "12,34,5", "9".repeat(41)}) {
            assertThat(english(typed)).as(typed).isEqualTo("none");
            assertThat(spanish(typed)).as(typed).isEqualTo("none");
        }
    }
}
