package entrepot.inventory;

import entrepot.kernel.Money;
import entrepot.kernel.VariantId;
import java.time.Instant;
import java.util.List;

/**
 * A list of piles that are counted.
 *
 * @param own      whether the dealer's own goods are counted; else headquarters'
 * @param category empty for all
 * @param proposal the code of what a second person decides; null where none waits or is needed
 * @param piles    how many are on the list; {@code done} of them have been counted
 * @param lines    empty in lists
 */
public record StockCount(String code, Warehouse warehouse, boolean own, String category, String note, CountState state,
                         String proposal, String by, Instant startedAt, Instant finishedAt, int piles, int done,
                         List<Line> lines) {

    public StockCount {
        lines = List.copyOf(lines);
    }

    /** Those that were counted and are not what the books said then. */
    public List<Line> differences() {
        return lines.stream().filter(l -> l.counted() != null && l.difference() != 0).toList();
    }

    /**
     * One pile.
     *
     * @param counted null while nobody has
     * @param book    what really lay there by the books when it was counted; null before
     * @param price   what a piece is worth, where it was said
     */
    public record Line(VariantId variant, String sku, String title, Integer counted, Integer book, Money price, String by,
                       Instant at) {

        public int difference() {
            return counted == null ? 0 : counted - book;
        }

        /** What the difference is worth; null where nobody said what a piece is. */
        public Money value() {
            return price == null ? null : price.times(difference());
        }
    }
}
