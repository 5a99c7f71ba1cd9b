package entrepot.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import entrepot.kernel.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Statements with amounts of any sign from one minor unit to 10^15, in currencies with no, two and three decimals: what is printed adds up. */
class AmountsOnPaperTest {

    private static final LocalDate DAY = LocalDate.of(2031, 10, 31);

    @Provide
    Arbitrary<String> currencies() {
        return Arbitraries.of("JPY", "CNY", "KWD", "BHD");
    }

    @Provide
    Arbitrary<Long> amounts() {
        return Arbitraries.oneOf(Arbitraries.longs().between(-9, 9), Arbitraries.longs().between(-100_000_000L, 100_000_000L),
                Arbitraries.longs().between(999_000_000_000_000L, 1_000_000_000_000_000L), Arbitraries.longs().between(-1_000_000_000_000_000L, -999_000_000_000_000L));
    }

    private static Statement.Content content(String currency, long opening, List<Long> amounts, long paid) {
        List<Statement.Line> lines = amounts.stream().map(each -> new Statement.Line(DAY, "commission.due", "commission-accrual", "A", "", "", "",
                Money.of(each, currency))).toList();
        Money sum = lines.stream().map(Statement.Line::amount).reduce(Money.zero(currency), Money::plus);
        Money none = Money.zero(currency);
        Money out = Money.of(paid, currency);
        Money closing = Money.of(opening, currency).plus(sum).minus(out);
        Statement.Section empty = new Statement.Section(none, List.of(), none);
        return new Statement.Content("STM-1", "Brand", "ORG-1", "Member", DAY.withDayOfMonth(1), DAY, DAY, Money.of(opening, currency),
                List.of(new Statement.Group("commission.UPLINE_1", lines, sum, lines.size(), null)), sum,
                List.of(new Statement.Line(DAY, "payout.confirmed", "payout", "P", "", "", "", out)), out, closing, none, closing, CarryReason.NONE, none, none, none,
                DAY, none, empty, empty, empty);
    }

    @Property(tries = 100)
    void the_rows_of_the_csv_add_up_to_its_last_one_with_the_decimals_of_the_currency(@ForAll("currencies") String currency, @ForAll("amounts") long opening,
            @ForAll @Size(max = 12) List<Long> picks, @ForAll("amounts") long paid) {
        List<Long> amounts = new ArrayList<>(picks.stream().map(each -> each % 1_000_000_000_000_000L).toList());
        Statement.Content content = content(currency, opening, amounts, paid);
        assertThat(Statements.addsUp(content)).isTrue();
        List<String[]> rows = new String(StatementCsv.write(content, (group, use) -> group.lines().forEach(use), null), StandardCharsets.UTF_8).lines().skip(1)
                .map(row -> row.split(",")).toList();
        List<BigDecimal> figures = rows.stream().map(row -> new BigDecimal(row[9])).toList();
        assertThat(figures).allSatisfy(figure -> assertThat(figure.scale()).isEqualTo(Money.digits(currency)));
        assertThat(figures.subList(0, figures.size() - 1).stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(figures.get(figures.size() - 1));
    }

    @Test
    void each_amount_stands_on_the_pdf_with_the_decimals_of_its_currency() throws IOException {
        for (String currency : List.of("JPY", "CNY", "KWD")) {
            Statement.Content content = content(currency, 1, List.of(-3L, 1_000_000_000_000_000L), 7);
            for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                String text = new PdfTextExtractor(new PdfReader(StatementPdf.print(content, (group, use) -> group.lines().forEach(use), "0".repeat(64),
                        new StatementWords(language)))).getTextFromPage(1).replaceAll("\\s", "");
                int digits = Money.digits(currency);
                BigDecimal large = BigDecimal.valueOf(1_000_000_000_000_000L, digits);
                assertThat(text).as(currency + " " + language).contains(String.format(Locale.ENGLISH, "%,." + digits + "f", large))
                        .contains(BigDecimal.valueOf(3, digits).toPlainString());
            }
        }
    }

    @Test
    void the_foot_of_each_page_says_how_many_there_are() throws IOException {
        Statement.Content content = content("CNY", 1, Collections.nCopies(120, 100L), 7);
        PdfReader paper = new PdfReader(StatementPdf.print(content, (group, use) -> group.lines().forEach(use), "0".repeat(64), new StatementWords(Locale.ENGLISH)));
        int pages = paper.getNumberOfPages();
        assertThat(pages).isGreaterThan(2);
        for (int page = 1; page <= pages; page++) {
            assertThat(new PdfTextExtractor(paper).getTextFromPage(page).replaceAll("\\s+", "")).contains("Page" + page).contains("of" + pages);
        }
    }
}
