package entrepot.platform.geo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be somebody's phone, whoever wrote it down and however. Pure. */
public final class Phones {

    /** One or two numbers with the signs that people put into them, and an extension behind. */
    private static final Pattern WRITTEN = Pattern.compile("([+()\\p{Nd}\\s./,;、，；（）＋－—–-]+)"
            + "(?:(?:转|分机|ext(?:ension|n)?\\.?|x|#|\\*|\\[)\\s*\\p{Nd}{1,8}\\s*\\]?)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern BETWEEN = Pattern.compile("[/;,、，；－—–-]");
    private static final Pattern ABROAD = Pattern.compile("(?:00)?(?:86|44)(?=\\d{10,11}$)");

    private Phones() {
    }

    /** False where it holds letters ({@code 1.38E+10}), or fewer or more digits than any number of the country has. */
    public static boolean possible(String country, String phone) {
        Matcher written = WRITTEN.matcher(phone);
        if (!written.matches()) {
            return false;
        }
        String digits = written.group(1).codePoints().map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        int least = switch (country) {
            case "CN", "GB" -> 7;
            default -> 5;
        };
        int most = switch (country) {
            case "CN", "GB" -> 12;
            default -> 15;
        };
        return count(digits) >= least && BETWEEN.splitAsStream(digits).allMatch(one -> isOne(one, most));
    }

    /** Two numbers may stand beside each other with nothing but a space between them. */
    private static boolean isOne(String text, int most) {
        return count(ABROAD.matcher(text.replaceAll("\\D", "")).replaceFirst("")) <= most
                || Stream.of(text.strip().split("\\s+")).allMatch(word -> count(word) >= 7 && count(word) <= most);
    }

    private static long count(String text) {
        return text.chars().filter(c -> c >= '0' && c <= '9').count();
    }
}
