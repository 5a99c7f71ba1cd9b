package entrepot.web.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages that the portal speaks. A bundle without one of them does not pass the tests. */
public final class Languages {

    public static final Locale ENGLISH = Locale.ENGLISH;
    public static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    public static final Locale SPANISH = Locale.forLanguageTag("es");

    public static final List<Locale> ALL = List.of(ENGLISH, CHINESE, SPANISH);

    private Languages() {
    }

    /** The language of a tag such as {@code zh-CN}; empty for anything that is not offered. */
    public static Optional<Locale> of(String tag) {
        return tag == null ? Optional.empty() : ALL.stream().filter(l -> l.toLanguageTag().equalsIgnoreCase(tag)).findFirst();
    }

    /** The best of ours for what a browser or client asks for ({@code Accept-Language}); English when nothing fits. */
    public static Locale best(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > 500) {
            return ENGLISH;
        }
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
                for (Locale ours : ALL) {
                    if (range.getRange().split("-")[0].equals(ours.getLanguage())) {
                        return ours;
                    }
                }
            }
        } catch (IllegalArgumentException malformed) {
            return ENGLISH;
        }
        return ENGLISH;
    }

    /** The end of a bundle's file name: nothing for English, {@code _zh_CN}, {@code _es}. */
    static String suffix(Locale language) {
        return language.equals(ENGLISH) ? "" : "_" + language;
    }
}
