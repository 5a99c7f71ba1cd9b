package entrepot.web.pages.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every pair of colours that carries words has the contrast of WCAG AA: 4.5 to 1. */
class ColoursTest {

    private static final double AA = 4.5;
    private static final Pattern ACCENT = Pattern.compile("\\[data-accent=\"(\\w+)\"]\\s*\\{([^}]*)}");
    private static final Pattern TOKEN = Pattern.compile("--([a-z0-9-]+):\\s*(#[0-9a-f]{6})");

    private final String css = read();

    @Test
    void every_accent_carries_white_words_and_stands_on_white_and_on_its_own_soft_tone() {
        Matcher accents = ACCENT.matcher(css);
        int found = 0;
        while (accents.find()) {
            Map<String, String> tokens = tokens(accents.group(2));
            String name = accents.group(1);
            assertThat(contrast(tokens.get("accent"), "#ffffff")).as(name + " on white").isGreaterThanOrEqualTo(AA);
            assertThat(contrast(tokens.get("accent-strong"), "#ffffff")).as(name + " strong on white").isGreaterThanOrEqualTo(AA);
            assertThat(contrast(tokens.get("accent-strong"), tokens.get("accent-soft"))).as(name + " strong on soft").isGreaterThanOrEqualTo(AA);
            found++;
        }
        assertThat(found).isEqualTo(6);
    }

    @Test
    void every_status_chip_can_be_read() {
        Map<String, String> tokens = tokens(css.substring(0, css.indexOf('}')));
        for (String tone : new String[] {"good", "warn", "bad", "busy", "idle"}) {
            assertThat(contrast(tokens.get(tone), tokens.get(tone + "-soft"))).as(tone).isGreaterThanOrEqualTo(AA);
        }
    }

    @Test
    void grey_words_can_be_read_on_the_page_and_on_cards() {
        Map<String, String> tokens = tokens(css.substring(0, css.indexOf('}')));
        assertThat(contrast(tokens.get("grey-500"), tokens.get("grey-0"))).isGreaterThanOrEqualTo(AA);
        assertThat(contrast(tokens.get("grey-500"), tokens.get("grey-50"))).isGreaterThanOrEqualTo(AA);
    }

    private static Map<String, String> tokens(String block) {
        Map<String, String> tokens = new HashMap<>();
        Matcher m = TOKEN.matcher(block);
        while (m.find()) {
            tokens.put(m.group(1), m.group(2));
        }
        return tokens;
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
    }

    private static double channel(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static String read() {
        try {
            return Files.readString(Path.of("src/main/webapp/style/portal.css"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
