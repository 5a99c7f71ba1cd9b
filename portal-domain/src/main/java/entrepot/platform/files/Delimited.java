package entrepot.platform.files;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import entrepot.kernel.Problem;
import entrepot.platform.files.Table.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Cuts delimited text into rows of cells. Pure. */
record Delimited(char delimiter, List<Line> lines) {

    private static final char[] DELIMITERS = {',', '\t', ';', '|'};

    /** @throws Problem CSV_NOT_TEXT, CSV_QUOTE_OPEN, CSV_MALFORMED and the limits of {@link Table} */
    static Delimited of(String text) {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new Problem(CsvProblem.CSV_NOT_TEXT).with("line", 1 + text.substring(0, nul).lines().count());
        }
        if (text.regionMatches(true, 0, "sep=", 0, 4) && text.length() > 4) {
            // a line that spreadsheets write and read: it names the delimiter
            int end = text.indexOf('\n');
            return new Delimited(text.charAt(4), parse(end < 0 ? "" : text.substring(end + 1), text.charAt(4), 2));
        }
        char delimiter = delimiterOf(text);
        return new Delimited(delimiter, parse(text, delimiter, 1));
    }

    /** The one that the header line has most of, outside quotes. */
    private static char delimiterOf(String text) {
        int[] counts = new int[DELIMITERS.length];
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                break;
            } else if (!quoted) {
                for (int d = 0; d < DELIMITERS.length; d++) {
                    counts[d] += c == DELIMITERS[d] ? 1 : 0;
                }
            }
        }
        int best = 0;
        for (int d = 1; d < counts.length; d++) {
            best = counts[d] > counts[best] ? d : best;
        }
        return DELIMITERS[best];
    }

    private static List<Line> parse(String text, char delimiter, long firstLine) {
        List<Line> lines = new ArrayList<>();
        // one more than the limits, so that exceeding them is our own refusal with its line
        CsvRecordHandler handler = CsvRecordHandler.of(limits -> limits.maxFields(Table.COLUMNS_MAX + 1)
                .maxFieldSize(Table.CELL_MAX + 1).maxRecordSize((Table.CELL_MAX + 1) * 64));
        try (CsvReader<CsvRecord> reader = CsvReader.builder().fieldSeparator(delimiter)
                .commentStrategy(CommentStrategy.NONE).skipEmptyLines(true)
                .allowExtraFields(true).allowMissingFields(true).allowExtraCharsAfterClosingQuote(false)
                .maxBufferSize((Table.CELL_MAX + 1) * 64)
                .build(handler, text)) {
            for (CsvRecord csvRecord : reader) {
                long number = csvRecord.getStartingLineNumber() + firstLine - 1;
                if (csvRecord.getFieldCount() > Table.COLUMNS_MAX) {
                    throw new Problem(CsvProblem.CSV_TOO_MANY_COLUMNS).with("line", number).with("max", Table.COLUMNS_MAX);
                }
                for (String cell : csvRecord.getFields()) {
                    if (cell.length() > Table.CELL_MAX) {
                        throw tooLong(text, number);
                    }
                }
                if (lines.size() > Table.ROWS_MAX) {
                    throw new Problem(CsvProblem.CSV_TOO_MANY_ROWS).with("max", Table.ROWS_MAX);
                }
                lines.add(new Line(number, List.copyOf(csvRecord.getFields())));
            }
        } catch (CsvParseException malformed) {
            long line = lines.isEmpty() ? firstLine : lines.get(lines.size() - 1).number() + 1;
            if (oddQuotes(text)) {
                throw new Problem(CsvProblem.CSV_QUOTE_OPEN).with("line", line);
            }
            throw new Problem(CsvProblem.CSV_MALFORMED).with("line", line);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!lines.isEmpty() && oddQuotes(text)) {
            Line last = lines.get(lines.size() - 1);
            String end = last.cells().get(last.cells().size() - 1);
            if (end.indexOf('\n') >= 0 || end.indexOf('\r') >= 0) {
                // a quote that was never closed has swallowed the rest of the file
                throw new Problem(CsvProblem.CSV_QUOTE_OPEN).with("line", last.number());
            }
        }
        return lines;
    }

    private static Problem tooLong(String text, long number) {
        return oddQuotes(text) ? new Problem(CsvProblem.CSV_QUOTE_OPEN).with("line", number)
                : new Problem(CsvProblem.CSV_CELL_TOO_LONG).with("line", number).with("max", Table.CELL_MAX);
    }

    private static boolean oddQuotes(String text) {
        return text.chars().filter(c -> c == '"').count() % 2 == 1;
    }
}
