package entrepot.inventory;

import entrepot.kernel.VariantId;
import java.time.Instant;
import java.util.List;

/**
 * Goods on their way from one warehouse to another.
 *
 * @param own     whether they are the dealer's own goods, between its own warehouses
 * @param sentAt  null while it has not left
 * @param lines   empty in lists
 * @param pieces  of all lines
 * @param missing pieces that are neither there nor explained
 */
public record Transfer(String code, Warehouse from, Warehouse to, boolean own, String note, TransferState state, String by,
                       Instant createdAt, Instant sentAt, Instant closedAt, List<Line> lines, int pieces, int missing) {

    public Transfer {
        lines = List.copyOf(lines);
    }

    /**
     * One variant of it.
     *
     * @param back pieces that went back to where they came from
     * @param why  the explanation of what did not arrive
     */
    public record Line(VariantId variant, String sku, String title, int quantity, int received, int lost, int back,
                       String why) {

        /** Sent, and neither arrived nor explained. */
        public int missing() {
            return quantity - received - lost - back;
        }
    }
}
