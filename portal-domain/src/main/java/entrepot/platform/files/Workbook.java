package entrepot.platform.files;

import entrepot.kernel.Problem;
import entrepot.platform.files.Table.Line;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/**
 * Reads the first sheet with rows of an Excel workbook, every cell as the text that a person sees: a formula gives its
 * value, a number of more than 15 digits stays in the form that shows that its digits are lost. The parts are unpacked once before
 * they are believed (SAFETY R11): how many, how large, how often, no document types, no cell beyond the last column. Pure.
 */
final class Workbook {

    private static final int PARTS_MAX = 500;
    private static final long BYTES_MAX = 128L * 1024 * 1024;
    /** A part of less is not looked at: small ones of one letter pack well. */
    private static final long RATIO_FROM = 1024L * 1024;
    private static final int RATIO_MAX = 100;
    /** Excel's last cell is XFD1048576. */
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z]{1,3}[0-9]{1,7}");
    private static final Pattern ROW = Pattern.compile("[0-9]{1,7}");
    private static final int EXACT_DIGITS = 15;
    private static final Pattern DATE = Pattern.compile("[ymdhs]", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_CODES = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|\\*.|General", Pattern.CASE_INSENSITIVE);
    private static final Pattern ZEROS = Pattern.compile("0{2,15}");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Workbook() {
    }

    /** @throws Problem an {@link XlsxProblem}, or the limits of {@link Table} */
    static List<Line> lines(byte[] bytes) {
        try {
            boolean styled = look(bytes);
            try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes),
                    new ReadingOptions(styled, true))) {
                for (Sheet sheet : workbook.getSheets().filter(s -> s.getVisibility() == SheetVisibility.VISIBLE).toList()) {
                    List<Line> lines = lines(sheet);
                    if (!lines.isEmpty()) {
                        return lines;
                    }
                }
            }
            throw new Problem(XlsxProblem.XLSX_NO_SHEET);
        } catch (IOException | UncheckedIOException | XMLStreamException | ExcelReaderException | IllegalArgumentException
                | IllegalStateException | IndexOutOfBoundsException | NullPointerException broken) {
            // the reader was made for what spreadsheets write, and says so in many ways when it gets something else
            throw new Problem(XlsxProblem.XLSX_UNREADABLE);
        }
    }

    /** Unpacks every part with a limit and without keeping it, and refuses what no spreadsheet writes. @return whether it has styles */
    private static boolean look(byte[] bytes) throws IOException, XMLStreamException {
        try (ZipFile zip = ZipFile.builder().setByteArray(bytes).get()) {
            Set<String> names = new HashSet<>();
            List<ZipArchiveEntry> parts = Collections.list(zip.getEntries());
            if (parts.size() > PARTS_MAX) {
                throw new Problem(XlsxProblem.XLSX_TOO_LARGE);
            }
            boolean workbook = false;
            long[] left = {BYTES_MAX};
            for (ZipArchiveEntry part : parts) {
                String name = part.getName().toLowerCase(Locale.ROOT);
                if (!names.add(name)) {
                    throw new Problem(XlsxProblem.XLSX_HOSTILE);
                }
                if (name.contains("vbaproject")) {
                    throw new Problem(XlsxProblem.XLSX_MACROS);
                }
                if (name.contains("externallink")) {
                    throw new Problem(XlsxProblem.XLSX_LINKS);
                }
                workbook |= name.equals("xl/workbook.xml");
                try (InputStream limited = new Limited(zip.getInputStream(part), left, part.getCompressedSize())) {
                    if (name.endsWith(".xml") || name.endsWith(".rels")) {
                        look(limited);
                    } else {
                        limited.transferTo(java.io.OutputStream.nullOutputStream());
                    }
                }
            }
            if (!workbook) {
                throw new Problem(CsvProblem.CSV_NOT_A_TABLE).with("kind", "ZIP");
            }
            return names.contains("xl/styles.xml");
        }
    }

    private static void look(InputStream part) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(part);
        int depth = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new Problem(XlsxProblem.XLSX_HOSTILE);
            }
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                String at = xml.getAttributeValue(null, "r");
                if (depth > 64 || at != null && (xml.getLocalName().equals("c") && !REFERENCE.matcher(at).matches()
                        || xml.getLocalName().equals("row") && !ROW.matcher(at).matches())) {
                    throw new Problem(XlsxProblem.XLSX_HOSTILE);
                }
            }
        }
        xml.close();
    }

    private static List<Line> lines(Sheet sheet) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Stream<Row> rows = sheet.openStream()) {
            Iterator<Row> each = rows.iterator();
            while (each.hasNext()) {
                Row row = each.next();
                List<String> cells = cells(row);
                if (cells.stream().allMatch(String::isBlank)) {
                    continue;
                }
                if (lines.size() > Table.ROWS_MAX) {
                    throw new Problem(CsvProblem.CSV_TOO_MANY_ROWS).with("max", Table.ROWS_MAX);
                }
                lines.add(new Line(row.getRowNum(), List.copyOf(cells)));
            }
        }
        return lines;
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (Cell cell : row) {
            String text = cell == null ? "" : text(cell, row.getRowNum());
            if (text.length() > Table.CELL_MAX) {
                throw new Problem(CsvProblem.CSV_CELL_TOO_LONG).with("line", row.getRowNum()).with("max", Table.CELL_MAX);
            }
            if (text.indexOf('\0') >= 0) {
                throw new Problem(CsvProblem.CSV_NOT_TEXT).with("line", row.getRowNum());
            }
            cells.add(text);
        }
        int last = cells.size();
        while (last > 0 && cells.get(last - 1).isBlank()) {
            last--;
        }
        if (last > Table.COLUMNS_MAX) {
            throw new Problem(CsvProblem.CSV_TOO_MANY_COLUMNS).with("line", row.getRowNum()).with("max", Table.COLUMNS_MAX);
        }
        return cells.subList(0, last);
    }

    private static String text(Cell cell, int row) {
        String raw = cell.getType() == CellType.STRING ? cell.getText() : cell.getRawValue();
        if (raw == null || raw.isEmpty()) {
            return "";
        }
        if (raw.length() > Table.CELL_MAX) {
            throw new Problem(CsvProblem.CSV_CELL_TOO_LONG).with("line", row).with("max", Table.CELL_MAX);
        }
        return switch (cell.getType()) {
            case BOOLEAN -> raw.equals("1") ? "TRUE" : "FALSE";
            case NUMBER -> number(raw, cell.getDataFormatString());
            // the value of a formula may be text or a number; which, only the form of it says
            case FORMULA -> raw.length() <= 30 && raw.matches("-?[0-9.]+([Ee][+-]?[0-9]+)?") ? number(raw, cell.getDataFormatString()) : raw;
            default -> raw;
        };
    }

    /** A number as the sheet shows it; days since 1900 as a date where the format says so, zeros in front as well. */
    private static String number(String raw, String format) {
        BigDecimal number = new BigDecimal(raw);
        if (Math.abs((long) number.precision() - number.scale()) > 400) {
            return raw;
        }
        if (format != null && isDate(format)) {
            try {
                return MOMENT.format(LocalDateTime.of(1899, 12, 30, 0, 0)
                        .plusSeconds(number.multiply(BigDecimal.valueOf(86_400)).setScale(0, java.math.RoundingMode.HALF_UP).longValueExact()));
            } catch (ArithmeticException | DateTimeException noDate) {
                return raw;
            }
        }
        if (number.precision() - number.scale() > EXACT_DIGITS) {
            // a double keeps no more: what stands behind them is made up
            return String.format(Locale.ROOT, "%.14E", number);
        }
        String plain = number.round(new MathContext(EXACT_DIGITS)).stripTrailingZeros().toPlainString();
        if (format != null && ZEROS.matcher(format).matches() && plain.length() < format.length() && plain.matches("[0-9]+")) {
            return "0".repeat(format.length() - plain.length()) + plain;
        }
        return plain;
    }

    private static boolean isDate(String format) {
        return DATE.matcher(NO_CODES.matcher(format).replaceAll("")).find();
    }

    /** Counts what comes out against what went in. */
    private static final class Limited extends FilterInputStream {

        private final long[] left;
        private final long packed;
        private long out;

        Limited(InputStream in, long[] left, long packed) {
            super(in);
            this.left = left;
            this.packed = Math.max(packed, 1);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) {
            out += bytes;
            left[0] -= bytes;
            if (left[0] < 0 || out > RATIO_FROM && out / packed > RATIO_MAX) {
                throw new Problem(XlsxProblem.XLSX_TOO_LARGE);
            }
        }
    }
}
