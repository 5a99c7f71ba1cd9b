package entrepot.lists;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines in one cell as WooCommerce's exports pack them: {@code name:Mug|sku:M1|quantity:2|total:9.00; …}. Pure. */
final class PackedLines {

    private PackedLines() {
    }

    static List<Map<String, String>> of(String packed) {
        List<Map<String, String>> lines = new ArrayList<>();
        for (String line : packed.split(";")) {
            Map<String, String> parts = new HashMap<>();
            for (String part : line.split("\\|")) {
                int colon = part.indexOf(':');
                if (colon > 0) {
                    parts.put(part.substring(0, colon).strip().toLowerCase(Locale.ROOT), part.substring(colon + 1).strip());
                }
            }
            if (parts.containsKey("quantity") || parts.containsKey("sku") || parts.containsKey("name")) {
                lines.add(parts);
            }
        }
        return lines;
    }
}
