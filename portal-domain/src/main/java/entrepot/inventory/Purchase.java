package entrepot.inventory;

import entrepot.kernel.VariantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What is bought from a supplier, and what of it has come.
 *
 * @param own      whether a dealer buys for itself; else headquarters
 * @param expected when the next of it is to come; null where nobody said
 * @param missing  pieces that have not come
 * @param lines, receipts empty in lists
 */
public record Purchase(String code, String supplier, Warehouse warehouse, boolean own, String note, PurchaseState state,
                       String by, Instant createdAt, Instant orderedAt, LocalDate expected, int pieces, int missing,
                       List<Line> lines, List<Receipt> receipts) {

    public Purchase {
        lines = List.copyOf(lines);
        receipts = List.copyOf(receipts);
    }

    /**
     * One variant of it.
     *
     * @param received more than the quantity where the supplier brought too many and somebody took them
     */
    public record Line(VariantId variant, String sku, String title, int quantity, LocalDate expectedOn, int received) {

        public int missing() {
            return Math.max(0, quantity - received);
        }
    }

    /**
     * A delivery.
     *
     * @param explanation why more came than was ordered; empty where it did not
     * @param putAwayAt   when it went on the shelf; null while it stands at the door
     */
    public record Receipt(String code, String deliveryNote, String explanation, String by, Instant at, Instant putAwayAt,
                          List<Arrived> pieces) {

        public Receipt {
            pieces = List.copyOf(pieces);
        }
    }

    /** @param faulty of them, set apart at once */
    public record Arrived(String sku, int quantity, int faulty) {
    }
}
