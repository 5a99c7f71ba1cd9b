package entrepot.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void an_amount_on_a_page_reads_back_as_itself_in_every_language_and_currency() throws ParseException {
        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.forLanguageTag("es"))) {
            for (String currency : List.of("JPY", "CNY", "KWD", "BHD")) {
                for (long minor : new long[] {0, 1, -1, 9, 10, 999, -1000, 123_456_789, 1_000_000_000_000_000L, -1_000_000_000_000_000L}) {
                    Money money = Money.of(minor, currency);
                    String shown = Figures.money(money, language);
                    DecimalFormat format = (DecimalFormat) NumberFormat.getNumberInstance(language);
                    format.setParseBigDecimal(true);
                    BigDecimal back = (BigDecimal) format.parse(shown.replace('\u2212', '-'));
                    assertThat(back).as(shown).isEqualByComparingTo(money.major());
                    char point = format.getDecimalFormatSymbols().getDecimalSeparator();
                    int digits = shown.indexOf(point) < 0 ? 0 : shown.length() - shown.indexOf(point) - 1;
                    assertThat(digits).as(shown + " " + currency).isEqualTo(Money.digits(currency));
                }
            }
        }
    }

    @Test
    void a_number_keeps_every_decimal_that_it_has() {
        assertThat(Figures.number(new BigDecimal("24.9546"), Locale.ENGLISH)).isEqualTo("24.9546");
        assertThat(Figures.number(new BigDecimal("-1247.123456789"), Locale.forLanguageTag("es"))).isEqualTo("\u22121.247,123456789");
        assertThat(Figures.number(new BigDecimal("5.3200"), Locale.SIMPLIFIED_CHINESE)).isEqualTo("5.32");
        assertThat(Figures.number(new BigDecimal("2E+3"), Locale.ENGLISH)).isEqualTo("2,000");
        assertThat(Texts.said(new BigDecimal("1.234567"), Locale.ENGLISH)).as("a rate in a text").isEqualTo("1.234567");
    }
}
