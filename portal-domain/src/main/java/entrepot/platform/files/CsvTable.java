package entrepot.platform.files;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import entrepot.kernel.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table as the trade's files bring it: delimited text with a header. The encoding is found by the byte order mark,
 * else strict UTF-8, else strict GB18030 (what Chinese shops export); the delimiter from the header line. Every cell stays text: leading zeros,
 * phones and long order numbers are not guessed at. Columns are found by {@linkplain #normal normalised} name, never by position.
 *
 * <p>Limits come first (SAFETY R11): {@value #ROWS_MAX} rows, {@value #COLUMNS_MAX} columns,
 * {@value #CELL_MAX} characters a cell; the size of the file is {@link Files}' to limit.
 */
public final class CsvTable {

    public static final int ROWS_MAX = 100_000;
    public static final int COLUMNS_MAX = 200;
    private static final int SNIFFED = 512;
    /** Headings that a refusal names. */
    private static final int FOUND_MAX = 12;
    public static final int CELL_MAX = 32 * 1024;

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final char[] DELIMITERS = {',', '\t', ';', '|'};

    private final String encoding;
    private final char delimiter;
    private final List<String> header;
    private final Map<String, Integer> columns;
    private final List<Line> lines;

    /**
     * One row.
     *
     * @param number the line of the file where it begins, counted from 1, as an editor shows it
     * @param cells  as many as the file has there, which may be fewer or more than the header
     */
    public record Line(long number, List<String> cells) {
    }

    private CsvTable(String encoding, char delimiter, List<String> header, Map<String, Integer> columns,
                     List<Line> lines) {
        this.encoding = encoding;
        this.delimiter = delimiter;
        this.header = header;
        this.columns = columns;
        this.lines = lines;
    }

    /** @throws Problem a {@link CsvProblem} that says what is wrong, with the line where it is known */
    public static CsvTable read(byte[] bytes) {
        refuseOtherKinds(bytes);
        Decoded decoded = decode(bytes);
        String text = decoded.text();
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new Problem(CsvProblem.CSV_NOT_TEXT).with("line", 1 + text.substring(0, nul).lines().count());
        }
        char delimiter;
        long firstLine = 1;
        if (text.regionMatches(true, 0, "sep=", 0, 4) && text.length() > 4) {
            // a line that spreadsheets write and read: it names the delimiter
            delimiter = text.charAt(4);
            int end = text.indexOf('\n');
            text = end < 0 ? "" : text.substring(end + 1);
            firstLine = 2;
        } else {
            delimiter = delimiterOf(text);
        }
        List<Line> lines = parse(text, delimiter, firstLine);
        if (lines.isEmpty() || lines.get(0).cells().stream().allMatch(String::isBlank)) {
            throw new Problem(CsvProblem.CSV_HEADER_MISSING);
        }
        List<String> header = lines.get(0).cells().stream().map(String::strip).toList();
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = normal(header.get(i));
            if (!name.isEmpty() && columns.put(name, i) != null) {
                throw new Problem(CsvProblem.CSV_HEADER_TWICE).with("column", header.get(i));
            }
        }
        if (lines.size() == 1) {
            throw new Problem(CsvProblem.CSV_NO_ROWS);
        }
        return new CsvTable(decoded.encoding(), delimiter, header, columns, List.copyOf(lines.subList(1, lines.size())));
    }

    /** A column's name as tables are searched by: lower case, letters and digits only, in any script. */
    public static String normal(String name) {
        StringBuilder normal = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit).forEach(normal::appendCodePoint);
        return normal.toString();
    }

    /** As found, such as {@code UTF-8}, for the page that says how a file was read. */
    public String encoding() {
        return encoding;
    }

    public char delimiter() {
        return delimiter;
    }

    public List<String> header() {
        return header;
    }

    public List<Line> lines() {
        return lines;
    }

    /** Whether there is a column of one of these names. */
    public boolean has(String... names) {
        return Arrays.stream(names).anyMatch(name -> columns.containsKey(normal(name)));
    }

    /** @throws Problem CSV_COLUMN_MISSING, naming the first of the names */
    public void require(String... names) {
        if (!has(names)) {
            throw new Problem(CsvProblem.CSV_COLUMN_MISSING).with("column", names[0])
                    .with("found", String.join(", ", header.subList(0, Math.min(FOUND_MAX, header.size()))));
        }
    }

    /** What only bears the name of a table is refused by its own name, before its bytes are taken for letters. */
    private static void refuseOtherKinds(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, SNIFFED), StandardCharsets.ISO_8859_1).stripLeading();
        String lower = start.toLowerCase(Locale.ROOT);
        String kind = start.startsWith("PK\u0003\u0004") ? "XLSX"
                : start.startsWith("\u00d0\u00cf\u0011\u00e0") ? "XLS"
                : lower.startsWith("<html") || lower.startsWith("<!doctype html") || lower.startsWith("<table") ? "HTML"
                : lower.startsWith("<?xml") || lower.startsWith("<!doctype") ? "XML"
                : start.startsWith("%PDF") ? "PDF" : null;
        if (kind != null) {
            throw new Problem(CsvProblem.CSV_NOT_A_TABLE).with("kind", kind);
        }
    }

    /** The cell of the first of these columns that there is, stripped; empty where the column or the cell is missing. */
    public String cell(Line line, String... names) {
        for (String name : names) {
            Integer at = columns.get(normal(name));
            if (at != null) {
                return at < line.cells().size() ? line.cells().get(at).strip() : "";
            }
        }
        return "";
    }

    /** Whether a row has more cells than the header: its values cannot be trusted to stand in their columns. */
    public boolean overflows(Line line) {
        return line.cells().size() > header.size()
                && line.cells().subList(header.size(), line.cells().size()).stream().anyMatch(cell -> !cell.isBlank());
    }

    private record Decoded(String encoding, String text) {
    }

    private static Decoded decode(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return strictly(bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return strictly(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return strictly(bytes, 2, StandardCharsets.UTF_16BE);
        }
        try {
            return strictly(bytes, 0, StandardCharsets.UTF_8);
        } catch (Problem notUtf8) {
            return strictly(bytes, 0, GB18030);
        }
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Decoded strictly(byte[] bytes, int from, Charset charset) {
        try {
            return new Decoded(charset.name(), charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from)).toString());
        } catch (CharacterCodingException unreadable) {
            throw new Problem(CsvProblem.CSV_ENCODING_UNKNOWN).with("tried", charset.name());
        }
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
        CsvRecordHandler handler = CsvRecordHandler.of(limits -> limits.maxFields(COLUMNS_MAX + 1)
                .maxFieldSize(CELL_MAX + 1).maxRecordSize((CELL_MAX + 1) * 64));
        try (CsvReader<CsvRecord> reader = CsvReader.builder().fieldSeparator(delimiter)
                .commentStrategy(CommentStrategy.NONE).skipEmptyLines(true)
                .allowExtraFields(true).allowMissingFields(true).allowExtraCharsAfterClosingQuote(false)
                .maxBufferSize((CELL_MAX + 1) * 64)
                .build(handler, text)) {
            for (CsvRecord csvRecord : reader) {
                long number = csvRecord.getStartingLineNumber() + firstLine - 1;
                if (csvRecord.getFieldCount() > COLUMNS_MAX) {
                    throw new Problem(CsvProblem.CSV_TOO_MANY_COLUMNS).with("line", number).with("max", COLUMNS_MAX);
                }
                for (String cell : csvRecord.getFields()) {
                    if (cell.length() > CELL_MAX) {
                        throw tooLong(text, number);
                    }
                }
                if (lines.size() > ROWS_MAX) {
                    throw new Problem(CsvProblem.CSV_TOO_MANY_ROWS).with("max", ROWS_MAX);
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
                : new Problem(CsvProblem.CSV_CELL_TOO_LONG).with("line", number).with("max", CELL_MAX);
    }

    private static boolean oddQuotes(String text) {
        return text.chars().filter(c -> c == '"').count() % 2 == 1;
    }
}
