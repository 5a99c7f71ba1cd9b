package entrepot.fulfilment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The carriers that parcels may go with, by country. A small list that comes with the program. */
public final class Carriers {

    private static final int COLUMNS = 7;
    private static final List<Carrier> ALL = read();

    /**
     * @param code      stable, such as {@code shunfeng}
     * @param name      in its own language
     * @param english   in Latin letters
     * @param kuaidi100 how Kuaidi100 calls it; empty where it does not know it
     * @param numbers   what its numbers look like
     * @param link      where it tells of a parcel, with {@code {number}} in it
     */
    public record Carrier(String country, String code, String name, String english, String kuaidi100, Pattern numbers,
                          String link) {

        /** In the reader's language. */
        public String name(Locale language) {
            return language.getLanguage().equals("zh") ? name : english;
        }

        /** Where it tells of that parcel. */
        public String link(String number) {
            return link.replace("{code}", kuaidi100).replace("{number}", number);
        }
    }

    private Carriers() {
    }

    /** The carriers of a country, the most used first. */
    public static List<Carrier> of(String country) {
        return ALL.stream().filter(c -> c.country().equals(country)).toList();
    }

    public static Optional<Carrier> byCode(String code) {
        return ALL.stream().filter(c -> c.code().equals(code)).findFirst();
    }

    /** How a reader is told of it, everywhere: in the reader's language, or the code where the list does not have it. */
    public static String name(String code, Locale language) {
        return byCode(code).map(c -> c.name(language)).orElse(code);
    }

    /** By its code, its name in either language, or how Kuaidi100 calls it; the way people write it in files. */
    public static Optional<Carrier> byName(String country, String written) {
        String asked = normal(written);
        return asked.isEmpty() ? Optional.empty() : of(country).stream().filter(c -> List.of(c.code(), c.name(), c.english(),
                c.kuaidi100()).stream().map(Carriers::normal).anyMatch(asked::equals)).findFirst()
                // 顺丰 for 顺丰速运, Royal Mail Tracked 24 for Royal Mail
                .or(() -> of(country).stream().filter(c -> asked.length() > 1 && (normal(c.name()).startsWith(asked)
                        || asked.startsWith(normal(c.name())) || asked.startsWith(normal(c.english())))).findFirst());
    }

    /** Whose number that is by its looks; empty where none or several could have given it. */
    public static Optional<Carrier> guess(String country, String number) {
        String asked = number == null ? "" : number.strip().toUpperCase(Locale.ROOT);
        List<Carrier> fitting = of(country).stream().filter(c -> c.numbers().matcher(asked).matches()).toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    private static String normal(String name) {
        return name == null ? "" : name.toLowerCase(Locale.ROOT).replaceAll("[\\s·&.()（）-]", "");
    }

    private static List<Carrier> read() {
        try (InputStream in = Carriers.class.getResourceAsStream("carriers.tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> line.split("\t", COLUMNS))
                    .map(c -> new Carrier(c[0], c[1], c[2], c[3], c[4], Pattern.compile(c[5]), c[6])).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
