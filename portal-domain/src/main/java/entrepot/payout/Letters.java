package entrepot.payout;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Which letters a payout file can carry, and how a name is written in them. Pure. */
public enum Letters {
    /** ISO 20022's restricted set: {@code a-zA-Z0-9/-?:().,'+} and space. */
    LATIN(c -> c < 128 && (Character.isLetterOrDigit(c) || "/-?:().,'+ ".indexOf(c) >= 0)),
    /** Alipay's and Chinese banks' tables; {@code ^} and {@code |} part the fields of Alipay's own messages. */
    GBK(c -> c != '^' && c != '|' && c >= ' ' && c != 127 && Encoders.GBK.get().canEncode(Character.toString(c)));

    /** What has no base letter and no marks to take off. */
    private static final Map<Integer, String> SPELT = Map.ofEntries(Map.entry((int) 'ß', "ss"), Map.entry((int) 'ẞ', "SS"), Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'Æ', "AE"), Map.entry((int) 'œ', "oe"), Map.entry((int) 'Œ', "OE"), Map.entry((int) 'ø', "o"), Map.entry((int) 'Ø', "O"),
            Map.entry((int) 'đ', "d"), Map.entry((int) 'Đ', "D"), Map.entry((int) 'ð', "d"), Map.entry((int) 'Ð', "D"), Map.entry((int) 'þ', "th"),
            Map.entry((int) 'Þ', "Th"), Map.entry((int) 'ł', "l"), Map.entry((int) 'Ł', "L"), Map.entry((int) 'ı', "i"), Map.entry((int) '&', "+"),
            Map.entry((int) '_', "-"), Map.entry((int) '–', "-"), Map.entry((int) '—', "-"), Map.entry((int) '’', "'"), Map.entry((int) '‘', "'"),
            Map.entry((int) '“', "'"), Map.entry((int) '”', "'"), Map.entry((int) '"', "'"), Map.entry((int) '`', "'"), Map.entry((int) '´', "'"),
            Map.entry((int) ';', ","), Map.entry((int) '*', "."), Map.entry((int) '@', "(at)"), Map.entry((int) '·', " "), Map.entry((int) '^', " "),
            Map.entry((int) '|', " "), Map.entry((int) '[', "("), Map.entry((int) ']', ")"), Map.entry((int) '{', "("), Map.entry((int) '}', ")"));

    /** Encoders keep a state, so each thread has its own. */
    private static final class Encoders {
        private static final ThreadLocal<CharsetEncoder> GBK = ThreadLocal.withInitial(Charset.forName("GBK")::newEncoder);
    }

    private final IntPredicate carries;

    Letters(IntPredicate carries) {
        this.carries = carries;
    }

    /** Whether a file carries the text as it stands. What would begin a formula in a spreadsheet is not carried at the start, nor double slashes. */
    public boolean carries(String text) {
        return wrong(text).isEmpty() && !startsWrong(text);
    }

    private boolean startsWrong(String text) {
        return !text.isEmpty() && "=+-@/".indexOf(text.charAt(0)) >= 0 || this == LATIN && text.contains("//");
    }

    /** The characters that it cannot carry, each once, for the warning. */
    public String wrong(String text) {
        Set<Integer> wrong = new LinkedHashSet<>();
        text.codePoints().filter(c -> !carries.test(c)).forEach(wrong::add);
        String all = wrong.stream().map(Character::toString).collect(Collectors.joining(" "));
        return all.isEmpty() && startsWrong(text) ? text.substring(0, 1) : all;
    }

    /**
     * The text as the file can carry it: marks taken off, special letters spelt out. Empty where letters remain that only a person can write
     * otherwise, such as Chinese in Latin letters.
     */
    public String proposal(String text) {
        StringBuilder proposal = new StringBuilder();
        for (int c : Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().toArray()) {
            if (carries.test(c)) {
                proposal.appendCodePoint(c);
                continue;
            }
            String other = SPELT.get(c);
            if (other == null) {
                other = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD).codePoints()
                        .filter(d -> Character.getType(d) != Character.NON_SPACING_MARK).mapToObj(Character::toString).collect(Collectors.joining());
            }
            if (!other.codePoints().allMatch(carries)) {
                if (Character.isLetterOrDigit(c)) {
                    return "";
                }
                other = " ";
            }
            proposal.append(other);
        }
        return proposal.toString().replaceAll("/{2,}", "/").replaceAll("\\s+", " ").strip().replaceFirst("^[=+\\-@/ ]+", "");
    }
}
