package entrepot.web.text;

import entrepot.kernel.Money;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in a language by its key, with {@code {named}} details filled in. A key that is missing shows itself in brackets and is
 * logged once; the tests see to it that none is.
 */
@ApplicationScoped
public class Texts {

    private static final String FOLDER = "/WEB-INF/classes/entrepot/web/messages/";
    private static final Pattern DETAIL = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)(?:\\|([^|{}]*)\\|([^|{}]*))?}");
    private static final String ONE = "1";
    private static final Logger LOG = Logger.getLogger(Texts.class.getName());

    @Inject
    private ServletContext context;

    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private Bundles bundles;

    @PostConstruct
    void load() {
        Set<String> files = new TreeSet<>();
        for (String path : context.getResourcePaths(FOLDER)) {
            files.add(path.substring(FOLDER.length()));
        }
        try {
            bundles = Bundles.read(files, file -> context.getResourceAsStream(FOLDER + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean has(Locale language, String key) {
        return bundles.find(language, key) != null;
    }

    public String text(Locale language, String key) {
        return text(language, key, Map.of());
    }

    /**
     * The text with each {@code {name}} replaced by the detail of that name; a name without a detail stays as it is. {@code {n|line|lines}}
     * is the first word where that detail is one, else the second. Numbers,
     * amounts and days are written as the language does.
     */
    public String text(Locale language, String key, Map<String, ?> details) {
        String text = bundles.find(language, key);
        if (text == null) {
            if (missing.size() < 1000 && missing.add(language + " " + key)) {
                LOG.log(Level.WARNING, "No text for {0} in {1}", new Object[] {key, language});
            }
            return "[" + key + "]";
        }
        return fill(text, details, language);
    }

    static String fill(String text, Map<String, ?> details, Locale language) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        Matcher m = DETAIL.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (m.find()) {
            Object value = details.get(m.group(1));
            String said = value == null ? m.group() : said(value, language);
            if (value != null && m.group(2) != null) {
                said = said.equals(ONE) ? m.group(2) : m.group(3);
            }
            m.appendReplacement(filled, Matcher.quoteReplacement(said));
        }
        return m.appendTail(filled).toString();
    }

    /** A number, an amount or a day as the language writes it; anything else as it is. */
    public static String said(Object value, Locale language) {
        if (value instanceof Money money) {
            return Figures.money(money, language) + " " + money.currency();
        }
        if (value instanceof Number number) {
            return Figures.number(number, language);
        }
        if (value instanceof LocalDate day) {
            return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language).format(day);
        }
        if (value instanceof YearMonth month) {
            return DateTimeFormatter.ofPattern(language.getLanguage().equals("zh") ? "yyyy年M月" : "MMM yyyy", language).format(month);
        }
        return Figures.said(String.valueOf(value), language);
    }
}
