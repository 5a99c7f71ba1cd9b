package entrepot.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages can name, a printed statement can name too: the domain prints, and has words of its own for it. */
class PrintedStatementsHaveWordsTest {

    private static final Path PAGES = Path.of("src", "main", "resources", "entrepot", "web", "messages");
    private static final Path PRINTED = Path.of("..", "portal-domain", "src", "main", "resources", "entrepot", "settlement");

    @Test
    void every_event_of_the_books_has_its_words_on_paper_in_three_languages() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String language : List.of("", "_zh_CN", "_es")) {
            Properties printed = read(PRINTED.resolve("statement" + language + ".properties"));
            try (Stream<Path> bundles = Files.list(PAGES)) {
                for (Path bundle : bundles.filter(file -> isOf(file.getFileName().toString(), language)).toList()) {
                    read(bundle).stringPropertyNames().stream().filter(key -> key.startsWith("ledger.event."))
                            .map(key -> key.replace("ledger.event.", "kind.")).filter(key -> !printed.containsKey(key))
                            .forEach(key -> missing.add(key + language));
                }
            }
        }
        assertThat(missing).as("words missing in portal-domain's statement.properties").isEmpty();
    }

    private static boolean isOf(String name, String language) {
        return language.isEmpty() ? !name.endsWith("_zh_CN.properties") && !name.endsWith("_es.properties")
                : name.endsWith(language + ".properties");
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
