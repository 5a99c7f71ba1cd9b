package entrepot.web.pages.inventory;

import entrepot.inventory.Pieces;
import entrepot.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lines that people type or copy from a spreadsheet: a SKU and a number each. */
final class StockLines {

    private static final int LINES_MAX = 1_000;

    private StockLines() {
    }

    /** The SKU is all but the last word; without a number it is one piece. @throws Problem FIELD_INVALID naming the line */
    static List<Pieces> read(String text) {
        List<Pieces> lines = new ArrayList<>();
        for (String line : (text == null ? "" : text).lines().limit(LINES_MAX).toList()) {
            String plain = line.strip();
            if (plain.isEmpty()) {
                continue;
            }
            String[] parts = plain.split("[\\s,;\\t×]+(?=[^\\s,;\\t×]*$)");
            lines.add(parts.length == 1 ? new Pieces(parts[0], 1) : new Pieces(parts[0].strip(), number(parts[1], plain)));
        }
        return lines;
    }

    /** Numbers beside SKUs, as a table of inputs brings them; empty ones are not in the answer. */
    static List<Pieces> of(Map<String, String> numbers) {
        return numbers.entrySet().stream().filter(e -> e.getValue() != null && !e.getValue().isBlank())
                .map(e -> new Pieces(e.getKey(), number(e.getValue().strip(), e.getValue()))).filter(p -> p.quantity() != 0).toList();
    }

    static int number(String text, String shown) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw Problem.invalid("quantity", shown);
        }
    }
}
