package entrepot.catalog;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether two products are of the same kind, as far as their titles tell: a category may hold a hammock and a first-aid
 * kit. A Chinese title ends with the word for the kind (月亮椅, 克米特椅), measures after it aside (套锅 2人); titles in
 * other scripts are of the same kind when they share a word.
 */
final class Kinds {

    /** Shorter ones are articles and prepositions. */
    private static final int WORD_MIN = 4;
    private static final Pattern MEASURE = Pattern.compile("(?<=\\p{IsHan})\\s*\\d.*$");
    private static final Pattern LAST_HAN = Pattern.compile("\\p{IsHan}(?=\\P{IsHan}*$)");

    private Kinds() {
    }

    /** @param vendor whose name may stand in both titles and says nothing; may be empty */
    static boolean same(String title, String other, String vendor) {
        String a = plain(title, vendor);
        String b = plain(other, vendor);
        Matcher kind = LAST_HAN.matcher(a);
        Matcher otherKind = LAST_HAN.matcher(b);
        if (kind.find() && otherKind.find()) {
            return kind.group().equals(otherKind.group());
        }
        Set<String> shared = words(a);
        shared.retainAll(words(b));
        return !shared.isEmpty();
    }

    private static String plain(String title, String vendor) {
        String text = title.toLowerCase(Locale.ROOT);
        return MEASURE.matcher(vendor.isBlank() ? text : text.replace(vendor.toLowerCase(Locale.ROOT), " ")).replaceFirst("");
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(Arrays.asList(text.split("[^\\p{L}]+")));
        words.removeIf(word -> word.length() < WORD_MIN);
        return words;
    }
}
