package entrepot.wallet;

import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a member writes on its transfers: {@code WP} and eight characters that cannot be misread, the last of them a check, such as {@code WP7K3F9Q2X}.
 * Banks break lines, drop signs and write in capitals; what is read as O, I or L is taken for 0 and 1. A reference with a slip names nobody.
 */
public final class PaymentReference {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int RANDOM = 7;
    private static final Pattern INSIDE = Pattern.compile("(?=WP([0-9A-Z]{8}))");

    private PaymentReference() {
    }

    static String make(SecureRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < RANDOM; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return "WP" + text + check(text);
    }

    /** Every reference that stands in what a bank says of a transfer, whatever stands around and between. */
    public static Set<String> in(String text) {
        String plain = text.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = INSIDE.matcher(plain);
        while (matcher.find()) {
            String body = matcher.group(1).replace('O', '0').replace('I', '1').replace('L', '1');
            String own = body.substring(0, RANDOM);
            if (own.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0) && check(own) == body.charAt(RANDOM)) {
                found.add("WP" + body);
            }
        }
        return found;
    }

    /** Changes with every slip of one character and every swap of two neighbours, but 0 for Z: weights are odd and differ by two, modulo the prime 31. */
    private static char check(CharSequence text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += (ALPHABET.indexOf(text.charAt(i)) + 1) * (2 * i + 3);
        }
        return ALPHABET.charAt(sum % 31);
    }
}
