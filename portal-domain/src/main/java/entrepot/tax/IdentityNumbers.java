package entrepot.tax;

import java.util.regex.Pattern;

/** What can be known of an identity or tax number by looking at it. Pure. */
final class IdentityNumbers {

    private static final Pattern CHINA = Pattern.compile("[0-9A-Z]{18}|[0-9A-Z]{15}");
    /** Of a person; those of companies that have digits only begin with a nine. */
    private static final Pattern CHINESE_PERSON = Pattern.compile("[1-8][0-9]{16}[0-9X]");
    private static final Pattern ELSEWHERE = Pattern.compile("[0-9A-Z]{5,20}");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";

    private IdentityNumbers() {
    }

    /** Whether it may be one. @param country ISO 3166 alpha-2 @param number without blanks, in capitals */
    static boolean holds(String country, String number) {
        if (!country.equals("CN")) {
            return ELSEWHERE.matcher(number).matches();
        }
        return CHINA.matcher(number).matches() && (!CHINESE_PERSON.matcher(number).matches() || proves(number));
    }

    /** Whether the last sign is the one that the others ask for (GB 11643). */
    private static boolean proves(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return CHECKS.charAt(sum % CHECKS.length()) == number.charAt(WEIGHTS.length);
    }
}
