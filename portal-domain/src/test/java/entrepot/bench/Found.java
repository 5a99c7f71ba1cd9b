package entrepot.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The figures of one run: printed as they are found, and kept for the table in which all of them stand at the end. */
final class Found {

    private static final Path FILE = Path.of("target", "bench-figures.txt");

    private Found() {
    }

    static void begin() throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, "");
    }

    /** With three digits that count: {@code list.growth=1.04 ratio}. */
    static void print(String figure, double value, String unit) {
        String line = figure + "=" + new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString()
                + " " + unit;
        System.out.println(line);
        keep(line);
    }

    static void failed(String scenario) {
        keep(scenario + " failed");
    }

    private static void keep(String line) {
        try {
            Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
