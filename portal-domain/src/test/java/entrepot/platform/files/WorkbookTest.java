package entrepot.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.testing.Shared;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkbookTest {

    private static final String SHEET = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>%s</sheetData></worksheet>";

    /** A workbook of one sheet with these rows, and any further parts (name, content, name, content …). */
    private static byte[] workbook(String rows, String... parts) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                String main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
                part(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                        + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
                part(zip, "_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        + "<Relationship Id=\"r1\" Type=\"" + main + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
                part(zip, "xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" + main + "\">"
                        + "<sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
                part(zip, "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        + "<Relationship Id=\"r1\" Type=\"" + main + "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
                part(zip, "xl/worksheets/sheet1.xml", SHEET.formatted(rows));
                for (int i = 0; i < parts.length; i += 2) {
                    part(zip, parts[i], parts[i + 1]);
                }
            }
            return bytes.toByteArray();
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static void part(ZipOutputStream zip, String name, String content) throws java.io.IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static void refused(byte[] bytes, ProblemCode... why) {
        assertThatThrownBy(() -> Table.read(bytes)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isIn((Object[]) why));
    }

    @Test
    void what_is_written_is_read_again_with_its_zeros_and_nothing_is_a_formula() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XlsxOutput xlsx = new XlsxOutput(bytes, "Orders")) {
            xlsx.row("Order", "Postcode", "Note", "Amount");
            xlsx.row("3141592653589793001", "00501", "=cmd|' /C calc'!A0", new BigDecimal("-12.50"));
        }
        Table table = Table.read(bytes.toByteArray());

        assertThat(table.encoding()).isEqualTo(Table.XLSX);
        assertThat(table.header()).containsExactly("Order", "Postcode", "Note", "Amount");
        assertThat(table.lines()).hasSize(1);
        assertThat(table.lines().get(0).number()).isEqualTo(2);
        assertThat(table.lines().get(0).cells()).containsExactly("3141592653589793001", "00501", "=cmd|' /C calc'!A0", "-12.5");
    }

    @Test
    void a_workbook_of_many_rows_leaves_as_it_is_written() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int before;
        try (XlsxOutput xlsx = new XlsxOutput(bytes, "Journal")) {
            for (int i = 0; i < 9_999; i++) {
                xlsx.row("POSTING-" + i, new BigDecimal(i));
            }
            before = bytes.size();
        }
        assertThat(before).as("bytes that left before the last row").isGreaterThan(bytes.size() / 2);
        Table table = Table.read(bytes.toByteArray());
        assertThat(table.lines().get(9_997).cells()).containsExactly("POSTING-9998", "9998");
    }

    @Test
    void the_1688_workbook_reads_as_its_csv() {
        Table csv = Table.read(Shared.bytes("orders/OWN_1688_orders_31col.csv"));
        Table xlsx = Table.read(Shared.bytes("orders/OWN_1688_orders_31col.xlsx"));

        assertThat(xlsx.header()).isEqualTo(csv.header());
        assertThat(xlsx.lines()).hasSameSizeAs(csv.lines());
        for (int i = 0; i < csv.lines().size(); i++) {
            for (String column : csv.header()) {
                assertThat(xlsx.cell(xlsx.lines().get(i), column)).isEqualTo(csv.cell(csv.lines().get(i), column));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OWN_html_table_named.xls,       CSV_NOT_A_TABLE",
        "OWN_huge_dimension.xlsx,        CSV_TOO_MANY_COLUMNS",
        "OWN_xxe_sharedstrings.xlsx,     XLSX_HOSTILE",
        "OWN_zipbomb_64MB_sheet.xlsx,    XLSX_TOO_LARGE"})
    void a_hostile_workbook_is_refused_by_what_it_does(String file, String why) {
        assertThatThrownBy(() -> Table.read(Shared.bytes("hostile/xlsx/" + file))).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code().name()).isEqualTo(why));
    }

    @Test
    void a_formula_gives_its_value_and_text_that_looks_like_one_stays_text() {
        Table table = Table.read(Shared.bytes("hostile/xlsx/OWN_formula_cells.xlsx"));

        assertThat(table.lines()).extracting(Table.Line::cells)
                .containsExactly(List.of("1001", "0"), List.of("1002", "=cmd|' /C calc'!A0"));
    }

    @Test
    void a_number_too_long_for_a_spreadsheet_shows_that_its_digits_are_lost() {
        Table table = Table.read(workbook("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>no</v></c></row><row r=\"2\"><c r=\"A2\"><v>3.141592653589793E18</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\"><v>13800000001</v></c></row><row r=\"4\"><c r=\"A4\"><v>37.350000000000001</v></c></row>"));

        assertThat(table.lines()).extracting(line -> line.cells().get(0)).containsExactly("3.14159265358979E+18", "13800000001", "37.35");
    }

    @Test
    void a_date_is_a_date_and_zeros_of_the_format_come_back() {
        byte[] bytes = workbook("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>when</v></c><c r=\"B1\" t=\"str\"><v>zip</v></c></row>"
                + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>46337.5</v></c><c r=\"B2\" s=\"2\"><v>501</v></c></row>",
                "xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"2\"><numFmt numFmtId=\"170\" formatCode=\"yyyy\\-mm\\-dd hh:mm\"/>"
                + "<numFmt numFmtId=\"171\" formatCode=\"00000\"/></numFmts><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs></styleSheet>");

        assertThat(Table.read(bytes).lines().get(0).cells()).containsExactly("2026-11-11 12:00:00", "00501");
    }

    @Test
    void parts_that_no_spreadsheet_writes_are_refused() {
        String row = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>b</v></c></row>";
        refused(workbook(row, "XL/worksheets/SHEET1.xml", SHEET.formatted(row)), XlsxProblem.XLSX_HOSTILE);
        refused(workbook(row, "xl/vbaProject.bin", "x"), XlsxProblem.XLSX_MACROS);
        refused(workbook(row, "xl/externalLinks/externalLink1.xml", "<a/>"), XlsxProblem.XLSX_LINKS);
        refused(workbook("<row r=\"1\"><c r=\"ZZZZZZZ1\"><v>1</v></c></row>"), XlsxProblem.XLSX_HOSTILE);
        refused(workbook("<row r=\"1\"><c r=\"&#65;&#65;&#65;&#65;&#65;&#65;1\"><v>1</v></c></row>"), XlsxProblem.XLSX_HOSTILE);
        refused(workbook("<row r=\"99999999999\"><c r=\"A1\"><v>1</v></c></row>"), XlsxProblem.XLSX_HOSTILE);
        String[] parts = new String[1200];
        for (int i = 0; i < parts.length; i += 2) {
            parts[i] = "xl/p" + i + ".bin";
            parts[i + 1] = "x";
        }
        refused(workbook(row, parts), XlsxProblem.XLSX_TOO_LARGE);
        refused(workbook(""), XlsxProblem.XLSX_NO_SHEET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<row", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>", "<row r=\"x\"/>", "<row r=\"1\"><c r=\"1A\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"q\"><v>7</v></c></row>", "<row r=\"1\"><c r=\"A1\"><v>seven</v></c></row>", "<row r=\"1\"><c r=\"A1\"><v>1E999999999</v></c></row>"})
    void a_broken_sheet_is_refused_or_read_and_never_fails(String rows) {
        try {
            assertThat(Table.read(workbook(rows))).isNotNull();
        } catch (Problem refusal) {
            assertThat(refusal.kind().name()).isIn("INVALID", "LIMIT");
        }
    }

    @Test
    void a_zip_of_something_else_is_no_table() {
        refused("PK\u0003\u0004 nothing".getBytes(StandardCharsets.ISO_8859_1), XlsxProblem.XLSX_UNREADABLE);
    }
}
