package entrepot.web.pages.frame;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;

/** Amounts as people read them: grouped, with the currency's digits and a true minus. */
final class Figures {

    private static final char TRUE_MINUS = '\u2212';

    private Figures() {
    }

    static String money(Money money, Locale language) {
        BigDecimal major = money.major();
        NumberFormat format = NumberFormat.getNumberInstance(language);
        format.setMinimumFractionDigits(Math.max(0, major.scale()));
        format.setMaximumFractionDigits(Math.max(0, major.scale()));
        String digits = format.format(major.abs());
        return major.signum() < 0 ? TRUE_MINUS + digits : digits;
    }

    static String number(Number number, Locale language) {
        String digits = NumberFormat.getNumberInstance(language).format(number);
        return digits.startsWith("-") ? TRUE_MINUS + digits.substring(1) : digits;
    }
}
