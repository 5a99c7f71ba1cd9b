package entrepot.web.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bundles of all capabilities ({@code orders.properties}, {@code orders_zh_CN.properties}, {@code orders_es.properties}, UTF-8)
 * as one set of keys per language. A key stands in one bundle only.
 */
public final class Bundles {

    /** Where a bundle comes from: the WAR in the program, a folder in the tests. */
    @FunctionalInterface
    public interface Source {
        InputStream open(String fileName) throws IOException;
    }

    private final Map<Locale, Map<String, String>> texts;
    private final Set<String> twice;

    private Bundles(Map<Locale, Map<String, String>> texts, Set<String> twice) {
        this.texts = texts;
        this.twice = twice;
    }

    /** Reads all bundles among these file names, in order of their names. */
    public static Bundles read(Set<String> fileNames, Source source) throws IOException {
        Map<Locale, Map<String, String>> texts = new HashMap<>();
        Set<String> twice = new TreeSet<>();
        for (Locale language : Languages.ALL) {
            Map<String, String> all = new HashMap<>();
            for (String name : capabilities(fileNames)) {
                String file = name + Languages.suffix(language) + ".properties";
                if (!fileNames.contains(file)) {
                    continue;
                }
                Properties bundle = new Properties();
                try (InputStreamReader in = new InputStreamReader(source.open(file), StandardCharsets.UTF_8)) {
                    bundle.load(in);
                }
                for (String key : bundle.stringPropertyNames()) {
                    if (all.putIfAbsent(key, bundle.getProperty(key)) != null) {
                        twice.add(key + " (" + file + ")");
                    }
                }
            }
            texts.put(language, Map.copyOf(all));
        }
        return new Bundles(Collections.unmodifiableMap(texts), twice);
    }

    /** The names of the bundles: {@code orders} for {@code orders.properties}. */
    public static Set<String> capabilities(Set<String> fileNames) {
        Set<String> names = new TreeSet<>();
        for (String file : fileNames) {
            if (file.endsWith(".properties") && !file.contains("_")) {
                names.add(file.substring(0, file.length() - ".properties".length()));
            }
        }
        return names;
    }

    /** The text of a key as it stands in the bundle, or null. */
    public String find(Locale language, String key) {
        return texts.getOrDefault(language, texts.get(Languages.ENGLISH)).get(key);
    }

    /** Keys that stand in more than one bundle, with the later one; the first counts. Tests see to it that there are none. */
    public Set<String> twice() {
        return twice;
    }

    public Set<String> keys(Locale language) {
        return texts.get(language).keySet();
    }
}
