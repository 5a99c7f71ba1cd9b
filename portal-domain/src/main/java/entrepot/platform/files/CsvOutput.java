package entrepot.platform.files;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;

/**
 * Writes a table that spreadsheets cannot be tricked with: text that would start a formula ({@code = + - @}, tab,
 * carriage return) gets an apostrophe in front. Numbers are written as they are, so {@code -12.50} stays one.
 */
public final class CsvOutput implements AutoCloseable {

    private final CsvWriter writer;

    /** @param target closed with this */
    public CsvOutput(Writer target) {
        writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(target);
    }

    /** @param cells numbers as they are, everything else as text; null is an empty cell */
    public void row(Object... cells) {
        String[] texts = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            texts[i] = cells[i] == null ? "" : cells[i] instanceof Number ? number(cells[i]) : neutral(cells[i].toString());
        }
        writer.writeRecord(texts);
    }

    /** The text with whatever would make it a formula made harmless. */
    public static String neutral(String text) {
        if (text.isEmpty()) {
            return text;
        }
        return switch (text.charAt(0)) {
            case '=', '+', '-', '@', '\t', '\r' -> "'" + text;
            default -> text;
        };
    }

    private static String number(Object number) {
        return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
