package entrepot.catalog;

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

    private DescriptionHtml() {
    }

    static String clean(String html) {
        return html == null || html.isBlank() ? "" : POLICY.sanitize(html).strip();
    }
}
