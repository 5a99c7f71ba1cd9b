package entrepot.lists;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a person may have meant: the words nearest to one that is not known. Pure. */
final class Nearest {

    private Nearest() {
    }

    /** Those at most so many letters away, the nearest first. */
    static List<String> of(String word, Collection<String> known, int most, int limit) {
        String plain = word.toLowerCase(Locale.ROOT);
        record Near(String word, int away) {
        }
        return known.stream().distinct()
                .filter(each -> Math.abs(each.length() - plain.length()) <= most)
                .map(each -> new Near(each, distance(plain, each.toLowerCase(Locale.ROOT))))
                .filter(near -> near.away() <= most)
                .sorted(Comparator.comparingInt(Near::away).thenComparing(Near::word))
                .limit(limit).map(Near::word).toList();
    }

    /** Letters to change, add, take away or swap. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
