package entrepot.web.text;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as people read them: grouped as their language does, with the currency's digits and a true minus. */
public final class Figures {

    private static final char TRUE_MINUS = '\u2212';
    /** As {@link Money#toString} writes it. */
    private static final Pattern WRITTEN = Pattern.compile("(?<![\\w.,-])-?\\d{1,15}(?:\\.\\d{1,4})? [A-Z]{3}\\b");

    private Figures() {
    }

    public static String money(Money money, Locale language) {
        return decimal(money.major(), language);
    }

    private static String decimal(BigDecimal major, Locale language) {
        NumberFormat format = NumberFormat.getNumberInstance(language);
        format.setMinimumFractionDigits(Math.max(0, major.scale()));
        format.setMaximumFractionDigits(Math.max(0, major.scale()));
        String digits = format.format(major.abs());
        return major.signum() < 0 ? TRUE_MINUS + digits : digits;
    }

    /** A number with all its decimals: what a sum is explained with is never rounded for being shown. */
    public static String number(Number number, Locale language) {
        NumberFormat format = NumberFormat.getNumberInstance(language);
        if (number instanceof BigDecimal decimal) {
            format.setMaximumFractionDigits(Math.max(0, decimal.stripTrailingZeros().scale()));
        }
        String digits = format.format(number);
        return digits.startsWith("-") ? TRUE_MINUS + digits.substring(1) : digits;
    }

    /** A text in which amounts stand as the program keeps them ({@code 2898.04 CNY}), with those as people read them. */
    public static String said(String text, Locale language) {
        return WRITTEN.matcher(text).replaceAll(found -> {
            String[] parts = found.group().split(" ");
            return Matcher.quoteReplacement(decimal(new BigDecimal(parts[0]), language) + " " + parts[1]);
        });
    }
}
