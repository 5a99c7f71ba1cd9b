package entrepot.ordering;

import entrepot.catalog.Variant;
import entrepot.kernel.Money;
import java.util.List;

/**
 * What may be chosen.
 *
 * @param shop    the sub-shop, as buyers know it
 * @param lines   what is missing, each with what may be shipped in its stead
 * @param refund  what goes back if the money is chosen; null to a buyer
 */
public record StockOutQuestion(StockOut stockOut, String shop, List<Line> lines, Money refund) {

    /** @param line the consignment's line */
    public record Line(int line, String sku, String title, int quantity, Money agreed, List<Option> options) {
    }

    /** @param more what it costs the member more than was agreed for the line; negative where it is cheaper */
    public record Option(Variant variant, Money more) {
    }

    /** Whether every line has something in its stead. */
    public boolean isSubstitutable() {
        return !lines.isEmpty() && lines.stream().noneMatch(line -> line.options().isEmpty());
    }
}
