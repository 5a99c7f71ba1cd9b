package entrepot.platform.geo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be somebody's phone, whoever wrote it down and however. Pure. */
public final class Phones {

    /** One or two numbers with the signs that people put into them, and an extension behind. */
    private static final Pattern WRITTEN = Pattern.compile("([+()\\p{Nd}\\s./,;、，；（）＋－—–-]+)"
            + "(?:(?:转|分机|ext(?:ension|n)?\\.?|x|#|\\*|\\[)\\s*\\p{Nd}{1,8}\\s*\\]?)?", Pattern.CASE_INSENSITIVE);

    private Phones() {
    }

    /** False where it holds letters ({@code 1.38E+10}) or fewer digits than any number of the country has. */
    public static boolean possible(String country, String phone) {
        Matcher written = WRITTEN.matcher(phone);
        if (!written.matches()) {
            return false;
        }
        int least = switch (country) {
            case "CN", "GB" -> 7;
            default -> 5;
        };
        return written.group(1).codePoints().filter(Character::isDigit).count() >= least;
    }
}
