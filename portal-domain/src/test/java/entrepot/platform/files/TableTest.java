package entrepot.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import entrepot.testing.Shared;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    @ParameterizedTest
    @CsvSource({
        "OWN_orders_utf8.csv,           UTF-8",
        "OWN_orders_utf8_bom_crlf.csv,  UTF-8",
        "OWN_orders_gbk_crlf.csv,       GB18030",
        "OWN_orders_utf16le_bom_tab.csv, UTF-16LE"})
    void the_same_orders_are_read_the_same_from_every_encoding(String file, String encoding) {
        Table table = Table.read(Shared.bytes("hostile/encodings/" + file));
        Table plain = Table.read(Shared.bytes("hostile/encodings/OWN_orders_utf8.csv"));

        assertThat(table.encoding()).isEqualTo(encoding);
        assertThat(table.header()).isEqualTo(plain.header());
        // beyond the second row the GBK file holds '?' for what GBK does not know
        assertThat(table.lines().subList(0, 2)).isEqualTo(plain.lines().subList(0, 2));
        assertThat(table.lines()).hasSameSizeAs(plain.lines());
    }

    @ParameterizedTest
    @CsvSource({
        "OWN_duplicate_headers.csv, CSV_HEADER_TWICE",
        "OWN_header_only.csv,       CSV_NO_ROWS",
        "OWN_nul_bytes.csv,         CSV_NOT_TEXT",
        "OWN_mixed_gbk_utf8.csv,    CSV_ENCODING_MIXED",
        "OWN_unclosed_quote.csv,    CSV_QUOTE_OPEN",
        "OWN_zero_bytes.csv,        CSV_HEADER_MISSING"})
    void a_file_that_cannot_be_read_says_why(String file, CsvProblem why) {
        assertThatThrownBy(() -> Table.read(Shared.bytes("hostile/csv/malformed/" + file)))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(why));
    }

    @Test
    void a_line_that_names_the_delimiter_is_obeyed() {
        Table table = Table.read(Shared.bytes("hostile/csv/malformed/OWN_sep_line_semicolon.csv"));

        assertThat(table.delimiter()).isEqualTo(';');
        assertThat(table.cell(table.lines().get(0), "Price")).isEqualTo("12,50");
        assertThat(table.lines().get(0).number()).isEqualTo(3);
    }

    @Test
    void old_macintosh_line_ends_are_line_ends() {
        assertThat(Table.read(Shared.bytes("hostile/csv/malformed/OWN_cr_only.csv")).lines()).isNotEmpty();
    }

    @Test
    void a_row_with_more_cells_than_the_header_is_known() {
        Table table = Table.read(Shared.bytes("hostile/csv/malformed/OWN_ragged_rows.csv"));

        assertThat(table.lines()).anyMatch(table::overflows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Variant fullfilment service", "variant_FULLFILMENT service", " Variant Fullfilment Service "})
    void columns_are_found_whatever_their_case_and_signs(String written) {
        Table table = Table.read((written + ",b\nmanual,2\n").getBytes(StandardCharsets.UTF_8));

        assertThat(table.cell(table.lines().get(0), "Variant Fullfilment Service")).isEqualTo("manual");
    }

    @Test
    void leading_zeros_and_long_numbers_stay_as_they_are() {
        Table table = Table.read("no,zip\n123456789012345678901,00501\n".getBytes(StandardCharsets.UTF_8));

        assertThat(table.lines().get(0).cells()).containsExactly("123456789012345678901", "00501");
    }

    @Test
    void bytes_that_are_no_encoding_are_refused() {
        byte[] bytes = "a,b\n\u00ff\u00ff,1\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> Table.read(bytes)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(CsvProblem.CSV_ENCODING_UNKNOWN));
    }

    @Test
    void chinese_headers_in_gbk_are_found_by_name() {
        Table table = Table.read("订单编号,收货人\n1,王芳\n".getBytes(Charset.forName("GBK")));

        assertThat(table.cell(table.lines().get(0), "收货人")).isEqualTo("王芳");
    }

    @Test
    void a_cell_beyond_the_limit_is_refused_with_its_line() {
        byte[] bytes = ("a,b\n1,2\n3," + "x".repeat(Table.CELL_MAX + 1) + "\n").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Table.read(bytes)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(CsvProblem.CSV_CELL_TOO_LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00d0\u00cf\u0011\u00e0 XLS", "<!DOCTYPE html> HTML", "<table> HTML", "<?xml version='1.0'?> XML", "<!DOCTYPE x> XML", "%PDF-1.4 PDF"})
    void what_only_bears_the_name_of_a_table_is_refused_by_its_own_name(String start) {
        String kind = start.substring(start.lastIndexOf(' ') + 1);
        assertThatThrownBy(() -> Table.read(start.getBytes(StandardCharsets.ISO_8859_1))).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.details()).containsEntry("kind", kind));
    }

    @Test
    void a_missing_column_is_named_beside_those_that_are_there() {
        Table table = Table.read("sku,qty\nA,1\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> table.require("Handle")).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.details()).containsEntry("column", "Handle").containsEntry("found", "sku, qty"));
    }

    @Test
    void more_rows_than_the_limit_are_refused() {
        byte[] bytes = ("a,b\n" + "1,2\n".repeat(Table.ROWS_MAX + 1)).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Table.read(bytes)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(CsvProblem.CSV_TOO_MANY_ROWS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
    void what_would_be_a_formula_is_written_as_text(String payload) {
        assertThat(CsvOutput.neutral(payload)).isEqualTo("'" + payload);
    }

    @Test
    void a_person_may_say_which_encoding_it_is() {
        byte[] bytes = "Name,Street\nZoë,Straße 1\n".getBytes(Charset.forName("windows-1252"));

        assertThat(Table.read(bytes, "windows-1252").lines().get(0).cells()).containsExactly("Zoë", "Straße 1");
        assertThatThrownBy(() -> Table.read(bytes, "UTF-7")).isInstanceOf(Problem.class);
    }

    @Test
    void utf_16_without_a_mark_is_known_by_its_zeros() {
        Table table = Table.read("no,name\n1,王芳\n".getBytes(StandardCharsets.UTF_16LE));

        assertThat(table.encoding()).isEqualTo("UTF-16LE");
        assertThat(table.lines().get(0).cells()).containsExactly("1", "王芳");
    }

    @Test
    void pasted_text_is_a_table_too() {
        assertThat(Table.pasted("SKU\tQty\nA\t2").lines().get(0).cells()).containsExactly("A", "2");
    }
}
