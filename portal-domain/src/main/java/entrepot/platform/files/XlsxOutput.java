package entrepot.platform.files;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes a table as a workbook of one sheet, without holding it: rows leave as they come. Text stays text, so no cell is ever a formula and no number
 * loses its zeros.
 */
public final class XlsxOutput implements AutoCloseable {

    private static final int CELL_MAX = 32_767;
    private static final int HELD_MAX = 1_000;

    private final Workbook workbook;
    private final Worksheet sheet;
    private int rows;

    /** @param target left open */
    public XlsxOutput(OutputStream target, String sheetName) {
        workbook = new Workbook(target, "Entrepot", "1.0");
        sheet = workbook.newWorksheet(sheetName);
    }

    /** @param cells numbers as numbers, everything else as text; null is an empty cell */
    public void row(Object... cells) {
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] instanceof BigDecimal decimal) {
                sheet.value(rows, i, decimal);
            } else if (cells[i] instanceof Number number) {
                sheet.value(rows, i, number);
            } else if (cells[i] != null && !cells[i].toString().isEmpty()) {
                String text = cells[i].toString();
                // in its place: a list of all texts would grow with the rows
                sheet.inlineString(rows, i, text.length() > CELL_MAX ? text.substring(0, CELL_MAX) : text);
                sheet.style(rows, i).format("@").set();
            }
        }
        rows++;
        if (rows % HELD_MAX == 0) {
            try {
                sheet.flush();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Override
    public void close() {
        try {
            workbook.finish();
            workbook.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
