package entrepot.fulfilment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The carriers that parcels may go with, by country. A small list that comes with the program. */
public final class Carriers {

    private static final List<String[]> ALL = read();

    /** @param code stable, such as {@code shunfeng} */
    public record Carrier(String code, String name) {
    }

    private Carriers() {
    }

    /** The carriers of a country, the most used first. */
    public static List<Carrier> of(String country) {
        return ALL.stream().filter(c -> c[0].equals(country)).map(c -> new Carrier(c[1], c[2])).toList();
    }

    public static Optional<Carrier> byCode(String code) {
        return ALL.stream().filter(c -> c[1].equals(code)).map(c -> new Carrier(c[1], c[2])).findFirst();
    }

    private static List<String[]> read() {
        try (InputStream in = Carriers.class.getResourceAsStream("carriers.tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> line.split("\t")).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
