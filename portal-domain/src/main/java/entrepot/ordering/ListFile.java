package entrepot.ordering;

import entrepot.kernel.Problem;
import entrepot.platform.files.CsvTable;
import entrepot.platform.files.FileProblem;
import entrepot.platform.files.Files;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells a table from what only bears its name, and reads it. Pure. */
final class ListFile {

    private ListFile() {
    }

    /** @throws Problem FILE_EMPTY, FILE_TOO_LARGE, LIST_NOT_A_TABLE (says what it is), what {@link CsvTable} refuses */
    static CsvTable read(byte[] bytes) {
        if (bytes.length == 0) {
            throw new Problem(FileProblem.FILE_EMPTY);
        }
        if (bytes.length > Files.BYTES_MAX) {
            throw new Problem(FileProblem.FILE_TOO_LARGE).with("max", Files.BYTES_MAX / 1024 / 1024);
        }
        String start = new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1).stripLeading();
        String lower = start.toLowerCase(Locale.ROOT);
        if (start.startsWith("PK\u0003\u0004")) {
            throw notATable("XLSX");
        }
        if (start.startsWith("\u00d0\u00cf\u0011\u00e0")) {
            throw notATable("XLS");
        }
        if (lower.startsWith("<html") || lower.startsWith("<!doctype") || lower.startsWith("<table")) {
            throw notATable("HTML");
        }
        if (lower.startsWith("<?xml")) {
            throw notATable("XML");
        }
        if (start.startsWith("%PDF")) {
            throw notATable("PDF");
        }
        return CsvTable.read(bytes);
    }

    private static Problem notATable(String kind) {
        return new Problem(ListProblem.LIST_NOT_A_TABLE).with("kind", kind);
    }
}
