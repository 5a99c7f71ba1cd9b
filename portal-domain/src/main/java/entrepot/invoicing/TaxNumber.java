package entrepot.invoicing;

import entrepot.kernel.Problem;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tax numbers. In China the uniform social credit code of GB 32100-2015: 18 signs, the last one a check of the others; elsewhere what the country writes. */
public final class TaxNumber {

    /** Without I, O, S, V and Z. */
    private static final String SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int LENGTH = 18;
    private static final Pattern ELSEWHERE = Pattern.compile("[A-Z0-9][A-Z0-9./-]{3,29}");

    private TaxNumber() {
    }

    /**
     * The number in capitals without blanks.
     *
     * @param country of the tenant, as ISO 3166
     * @throws Problem TAX_NUMBER
     */
    public static String checked(String number, String country) {
        String tidy = number == null ? "" : number.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        if (!("CN".equals(country) ? isCreditCode(tidy) : ELSEWHERE.matcher(tidy).matches())) {
            throw new Problem(InvoicingProblem.TAX_NUMBER).with("number", tidy.length() > 40 ? tidy.substring(0, 40) : tidy);
        }
        return tidy;
    }

    /** Whether the sum of the first 17 signs, each times 3 to the power of its place, with the last one is divisible by 31. */
    static boolean isCreditCode(String code) {
        if (code.length() != LENGTH) {
            return false;
        }
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < LENGTH; i++) {
            int value = SIGNS.indexOf(code.charAt(i));
            if (value < 0) {
                return false;
            }
            sum += value * (i == LENGTH - 1 ? 1 : weight);
            weight = weight * 3 % SIGNS.length();
        }
        return sum % SIGNS.length() == 0;
    }

    /** The whole code of the first 17 signs. */
    public static String withCheck(String first) {
        return first + check(first);
    }

    /** The check sign for the first 17. */
    static char check(String first) {
        for (char sign : SIGNS.toCharArray()) {
            if (isCreditCode(first + sign)) {
                return sign;
            }
        }
        throw new IllegalArgumentException(first);
    }
}
