package entrepot.inventory;

import entrepot.catalog.CatalogProblem;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.platform.access.Actor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What documents with lines have in common: SKUs become variants, the same SKU twice is added up. */
final class Documents {

    private Documents() {
    }

    /** Pieces by variant, in the order in which everybody locks. @throws Problem NO_LINES, TOO_MANY_LINES, SKU_UNKNOWN, STOCK_QUANTITY_INVALID */
    static Map<VariantId, Integer> lines(Actor actor, Variants variants, List<Pieces> lines, int max) {
        if (lines.isEmpty()) {
            throw new Problem(InventoryProblem.NO_LINES);
        }
        if (lines.size() > max) {
            throw new Problem(InventoryProblem.TOO_MANY_LINES).with("max", max);
        }
        Map<String, Variant> known = variants.bySkus(actor, lines.stream().map(p -> p.sku() == null ? "" : p.sku().strip()).toList());
        Map<VariantId, Integer> wanted = new TreeMap<>(Comparator.comparing(VariantId::value));
        for (Pieces line : lines) {
            Variant variant = line.sku() == null ? null : known.get(line.sku().strip());
            if (variant == null) {
                throw new Problem(CatalogProblem.SKU_UNKNOWN).with("sku", line.sku() == null ? "" : line.sku());
            }
            wanted.merge(variant.id(), Piles.checked(line.quantity()), (a, b) -> Piles.checked(Math.addExact(a, b)));
        }
        return wanted;
    }

    static Long[] ids(Map<VariantId, Integer> lines) {
        return lines.keySet().stream().map(VariantId::value).toArray(Long[]::new);
    }

    static Integer[] numbers(Map<VariantId, Integer> lines) {
        return lines.values().toArray(Integer[]::new);
    }
}
