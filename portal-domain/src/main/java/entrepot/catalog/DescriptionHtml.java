package entrepot.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Makes a description from outside harmless: text, headings, lists, tables and plain links stay; scripts, styles,
 * handlers, frames and pictures of other hosts go.
 */
final class DescriptionHtml {

    static final int LENGTH_MAX = 200_000;

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements("p", "br", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "i", "em", "u",
                    "s", "sub", "sup", "small", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead",
                    "tbody", "tr", "th", "td", "caption", "hr", "pre", "code", "a")
            .allowStandardUrlProtocols()
            .allowAttributes("href").onElements("a")
            .allowAttributes("colspan", "rowspan").onElements("th", "td")
            .requireRelNofollowOnLinks()
            .toFactory();

    private static final Pattern NUMBER = Pattern.compile("&#(?:x([0-9a-fA-F]{1,5})|([0-9]{1,6}));");
    /** From here on nothing has a meaning in HTML. */
    private static final int FIRST_BEYOND_LATIN = 0x2E80;

    private DescriptionHtml() {
    }

    static String clean(String html) {
        return html == null || html.isBlank() ? "" : legible(POLICY.sanitize(html).strip());
    }

    /**
     * The sanitizer writes many harmless characters as numbers ({@code &#xff0c;} for a Chinese comma). People edit this
     * and shops receive it, so what lies beyond ASCII, and the apostrophe, is written as itself again.
     */
    private static String legible(String clean) {
        return NUMBER.matcher(clean).replaceAll(match -> {
            int character = match.group(1) != null ? Integer.parseInt(match.group(1), 16) : Integer.parseInt(match.group(2));
            boolean harmless = character == '\'' || Character.isValidCodePoint(character) && (character > 127 && Character.isLetterOrDigit(character)
                    || character >= FIRST_BEYOND_LATIN && Character.isDefined(character) && !Character.isISOControl(character)
                    && !Character.isSurrogate((char) character));
            return Matcher.quoteReplacement(harmless ? Character.toString(character) : match.group());
        });
    }
}
