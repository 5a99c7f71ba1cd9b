package entrepot.web.pages.frame;

import jakarta.faces.context.FacesContext;
import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number as people type it: with the decimal sign of their language, with or without groups of thousands, with the minus sign that pages show, in the wide digits
 * that a Chinese keyboard gives. A lone sign before three digits ({@code 1,250}) means what it means in the reader's language; any other place of a sign has one
 * meaning only, which counts in every language ({@code 12,50}, {@code 1.234,50}). What could be read in two ways is read in the reader's, never as something that
 * nobody writes.
 */
public final class TypedNumber {

    private static final int LENGTH_MAX = 40;
    private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)");
    private static final Pattern COMMAS = Pattern.compile("[+-]?[1-9]\\d{0,2}(,\\d{3})+(\\.\\d*)?");
    private static final Pattern POINTS = Pattern.compile("[+-]?[1-9]\\d{0,2}(\\.\\d{3})+(,\\d*)?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?(\\d+,\\d*|,\\d+)");

    private TypedNumber() {
    }

    /** @return empty where it is no number */
    public static Optional<BigDecimal> read(String text, Locale locale) {
        if (text == null || text.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        String said = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s\\u00a0\\u202f]", "").replace('\u2212', '-').replace('\u3002', '.');
        boolean comma = decimalComma(locale);
        boolean commas = COMMAS.matcher(said).matches();
        boolean points = POINTS.matcher(said).matches();
        // both signs, or one of them twice: no doubt which of them groups
        boolean sure = said.indexOf(',') >= 0 && said.indexOf('.') >= 0 || said.indexOf(',') != said.lastIndexOf(',') || said.indexOf('.') != said.lastIndexOf('.');
        if (commas && (sure || !comma)) {
            return Optional.of(new BigDecimal(said.replace(",", "")));
        }
        if (points && (sure || comma)) {
            return Optional.of(new BigDecimal(said.replace(".", "").replace(',', '.')));
        }
        if (PLAIN.matcher(said).matches()) {
            return Optional.of(new BigDecimal(said));
        }
        return DECIMAL_COMMA.matcher(said).matches() ? Optional.of(new BigDecimal(said.replace(',', '.'))) : Optional.empty();
    }

    /** In the language of the page that is being answered. */
    public static Optional<BigDecimal> read(String text) {
        return read(text, ofThePage());
    }

    /** The same for a field of the page that is being answered. */
    public static String written(BigDecimal number) {
        return written(number, ofThePage());
    }

    private static Locale ofThePage() {
        return FacesContext.getCurrentInstance().getViewRoot().getLocale();
    }

    /** As it stands in a field: no groups, the language's decimal sign. */
    public static String written(BigDecimal number, Locale locale) {
        String plain = number.toPlainString();
        return decimalComma(locale) ? plain.replace('.', ',') : plain;
    }

    private static boolean decimalComma(Locale locale) {
        return DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() == ',';
    }
}
