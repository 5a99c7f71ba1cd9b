package entrepot.platform.files;

import entrepot.kernel.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table as the trade's files bring it, with a header: delimited text in any encoding ({@link Decoded}), an Excel
 * workbook's first sheet ({@link Workbook}), or text that was pasted. Every cell stays text: leading zeros, phones and long order
 * numbers are not guessed at. Columns are found by {@linkplain #normal normalised} name, never by position.
 *
 * <p>Limits come first (SAFETY R11): {@value #ROWS_MAX} rows, {@value #COLUMNS_MAX} columns,
 * {@value #CELL_MAX} characters a cell; the size of the file is {@link Files}' to limit.
 */
public final class Table {

    public static final int ROWS_MAX = 100_000;
    public static final int COLUMNS_MAX = 200;
    public static final int CELL_MAX = 32 * 1024;
    /** What {@link #encoding()} says of a workbook, which has none to choose. */
    public static final String XLSX = "XLSX";

    private static final int SNIFFED = 512;
    /** Headings that a refusal names. */
    private static final int FOUND_MAX = 12;

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

    private Table(String encoding, char delimiter, List<String> header, Map<String, Integer> columns,
                  List<Line> lines) {
        this.encoding = encoding;
        this.delimiter = delimiter;
        this.header = header;
        this.columns = columns;
        this.lines = lines;
    }

    /**
     * Reads a file, whatever it is called: its first bytes say what it is.
     *
     * @throws Problem a {@link CsvProblem} or {@link XlsxProblem} that says what is wrong, with the line where it is known
     */
    public static Table read(byte[] bytes) {
        return read(bytes, "");
    }

    /**
     * The same, with the encoding that a person chose.
     *
     * @param encoding one of {@link #encodings()}; empty or null to find it. A workbook has none, whatever is chosen
     */
    public static Table read(byte[] bytes, String encoding) {
        if (bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K') {
            return of(XLSX, '\0', Workbook.lines(bytes));
        }
        refuseOtherKinds(bytes);
        Decoded decoded = encoding == null || encoding.isEmpty() || encoding.equals(XLSX) ? Decoded.of(bytes)
                : Decoded.of(bytes, encoding);
        return text(decoded.encoding(), decoded.text());
    }

    /** Text that was copied from a spreadsheet or typed: the first line is the header. */
    public static Table pasted(String text) {
        return text("UTF-8", text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** The encodings that can be chosen where the one that was found is wrong. */
    public static List<String> encodings() {
        return Decoded.CHOICES;
    }

    private static Table text(String encoding, String text) {
        Delimited delimited = Delimited.of(text);
        return of(encoding, delimited.delimiter(), delimited.lines());
    }

    private static Table of(String encoding, char delimiter, List<Line> lines) {
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
        return new Table(encoding, delimiter, header, columns, List.copyOf(lines.subList(1, lines.size())));
    }

    /** A column's name as tables are searched by: lower case, letters and digits only, in any script. */
    public static String normal(String name) {
        StringBuilder normal = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit).forEach(normal::appendCodePoint);
        return normal.toString();
    }

    /** As found, such as {@code UTF-8}, or {@link #XLSX}, for the page that says how a file was read. */
    public String encoding() {
        return encoding;
    }

    /** Between its columns; zero in a workbook. */
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

    /** What only bears the name of a table is refused by its own name, before its bytes are taken for letters. */
    private static void refuseOtherKinds(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, SNIFFED), StandardCharsets.ISO_8859_1).stripLeading();
        String lower = start.toLowerCase(Locale.ROOT);
        String kind = start.startsWith("\u00d0\u00cf\u0011\u00e0") ? "XLS"
                : lower.startsWith("<html") || lower.startsWith("<!doctype html") || lower.startsWith("<table") ? "HTML"
                : lower.startsWith("<?xml") || lower.startsWith("<!doctype") ? "XML"
                : start.startsWith("%PDF") ? "PDF" : null;
        if (kind != null) {
            throw new Problem(CsvProblem.CSV_NOT_A_TABLE).with("kind", kind);
        }
    }
}
