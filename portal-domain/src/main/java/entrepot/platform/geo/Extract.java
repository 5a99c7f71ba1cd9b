package entrepot.platform.geo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the tables that come with the program. */
final class Extract {

    private Extract() {
    }

    /** The lines of a resource of this package, cut at tabs; empty cells are kept. */
    static List<String[]> of(String name) {
        try (InputStream in = Extract.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: " + name + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return lines.lines().map(line -> line.split("\t", -1)).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The point in two cells, or null where they are empty. */
    static Point point(String lat, String lng) {
        return lat.isEmpty() ? null : new Point(Integer.parseInt(lat), Integer.parseInt(lng));
    }
}
