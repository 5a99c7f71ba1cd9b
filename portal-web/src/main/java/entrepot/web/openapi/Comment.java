package entrepot.web.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A comment of the sources as plain words: without tags, links and code marks. */
record Comment(String text, Map<String, String> parameters) {

    private static final Pattern INLINE = Pattern.compile("\\{@(?:code|link|value|linkplain)\\s+([^}]*)}");
    private static final Pattern PARAMETER = Pattern.compile("@param\\s+(<?\\w+>?)\\s+(.*)", Pattern.DOTALL);
    /** What the same parameters mean everywhere. */
    private static final Map<String, String> COMMON = Map.of(
            "code", "Its code.",
            "after", "The next of the page before; absent for the first page.",
            "limit", "Rows on a page: 50 unless told, 200 at most.",
            "Idempotency-Key", "1 to 255 printable characters of your own: the same key and body are done once and answered the same.",
            "state", "One state.",
            "words", "What is looked for.");

    static Comment of(String doc) {
        if (doc == null) {
            return new Comment("", Map.of());
        }
        String[] parts = doc.strip().split("(?m)^\\s*(?=@\\w)");
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : parts) {
            Matcher parameter = PARAMETER.matcher(part.strip());
            if (parameter.matches()) {
                parameters.put(parameter.group(1), plain(parameter.group(2)));
            }
        }
        String text = parts[0].stripLeading().startsWith("@") ? "" : plain(parts[0].replaceAll("@throws.*", ""));
        return new Comment(text, parameters);
    }

    /** The first sentence. */
    String first() {
        Matcher end = Pattern.compile("[.:;](?:\\s|$)").matcher(text);
        return end.find() ? text.substring(0, end.start()) : text;
    }

    static String parameter(Comment comment, String name) {
        return comment.parameters().getOrDefault(name, COMMON.getOrDefault(name, ""));
    }

    private static String plain(String text) {
        String shown = INLINE.matcher(text).replaceAll(match -> {
            String inside = match.group(1).strip();
            // of {@link Orders#place its words}, the words; of {@code x}, x
            String words = inside.contains(" ") && match.group().startsWith("{@link") ? inside.substring(inside.indexOf(' ') + 1) : inside;
            return Matcher.quoteReplacement(words.replace('#', '.'));
        });
        return shown.replaceAll("</?p>", " ").replaceAll("<[^>]+>", "").replaceAll("\\s+", " ").strip();
    }
}
