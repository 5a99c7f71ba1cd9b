package entrepot.settlement;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a printed statement says, in one of the languages in which it can be printed. */
final class StatementWords {

    /** As {@link Money#toString} writes it. */
    private static final Pattern AMOUNT = Pattern.compile("\\b(\\d{1,15}(?:\\.\\d{1,4})?) ([A-Z]{3})\\b");
    private static final List<Locale> KNOWN = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.forLanguageTag("es"));

    private final Locale language;
    private final ResourceBundle words;
    private final DateTimeFormatter dates;
    private final Map<String, DecimalFormat> amounts = new HashMap<>();

    StatementWords(Locale language) {
        this.language = language;
        // never the machine's own language: what is not known is English
        this.words = ResourceBundle.getBundle("entrepot.settlement.statement", language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.dates = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language);
    }

    /** The language in which it can be printed that is nearest to the one asked for. */
    static Locale known(Locale asked) {
        return KNOWN.stream().filter(known -> known.getLanguage().equals(asked.getLanguage())).findFirst().orElse(Locale.ENGLISH);
    }

    /** What a kind of line or movement is called. */
    String kind(String key) {
        return word("kind." + key);
    }

    /** A rule's short name in the reader's language, where it is one of the example's; else as its maker wrote it. */
    String rule(String code) {
        return words.containsKey("rule." + code) ? words.getString("rule." + code) : code;
    }

    String word(String key) {
        return words.containsKey(key) ? words.getString(key) : key.substring(key.indexOf('.') + 1);
    }

    /** What a line is about. */
    String what(Statement.Line line) {
        String thing = "cause." + line.causeType();
        String cause = ((words.containsKey(thing) ? words.getString(thing) : "") + " " + line.causeCode()).strip();
        return line.detail().isEmpty() ? cause : line.causeType().equals("consignment") ? line.causeCode() + "\n" + said(line.detail()) : line.detail();
    }

    /** Amounts in it ({@code 2 × 1173.32 CNY}) as the language writes them. */
    private String said(String detail) {
        return AMOUNT.matcher(detail).replaceAll(found -> Matcher.quoteReplacement(money(Money.parse(new BigDecimal(found.group(1)), found.group(2)))));
    }

    String text(String key, Object... values) {
        return new MessageFormat(words.getString(key), language).format(values);
    }

    String date(LocalDate date) {
        return dates.format(date);
    }

    /** With a true minus, and the currency's own decimals. */
    String money(Money amount) {
        DecimalFormat format = amounts.computeIfAbsent(amount.currency(), currency -> {
            int digits = Money.digits(currency);
            return new DecimalFormat(digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits), DecimalFormatSymbols.getInstance(language));
        });
        return amount.isNegative() ? "−" + format.format(amount.negated().major()) : format.format(amount.major());
    }
}
