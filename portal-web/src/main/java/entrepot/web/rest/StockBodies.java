package entrepot.web.rest;

import entrepot.inventory.CountState;
import entrepot.inventory.HoldState;
import entrepot.inventory.Pieces;
import entrepot.inventory.Purchase;
import entrepot.inventory.PurchaseState;
import entrepot.inventory.QualityHold;
import entrepot.inventory.StockCount;
import entrepot.inventory.Transfer;
import entrepot.inventory.TransferState;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What goes in and out where documents about stock are written: the same for headquarters and for dealers. */
public final class StockBodies {

    private StockBodies() {
    }

    /** So many pieces of a SKU. */
    public record SomePieces(String sku, Integer quantity) {
    }

    /** Why it is done. */
    public record Why(String reason) {
    }

    /** Goods to go from one warehouse to another, by their codes. @param own whether the dealer's own goods go; headquarters' where absent */
    public record NewTransfer(String from, String to, Boolean own, List<SomePieces> lines, String note) {
    }

    /** The lines as they are to be. */
    public record Lines(List<SomePieces> lines) {
    }

    /** What arrived. @param lines all that is still on its way where absent */
    public record Arrived(List<SomePieces> lines, String remark) {
    }

    /** A transfer. @param missing pieces that are neither there nor explained; lines are empty in lists */
    public record TransferAnswer(String code, String from, String to, boolean own, String note, TransferState state, String by, Instant createdAt,
                                 Instant sentAt, Instant closedAt, int pieces, int missing, List<TransferLine> lines) {

        public static TransferAnswer of(Transfer t) {
            return new TransferAnswer(t.code(), t.from().code(), t.to().code(), t.own(), t.note(), t.state(), t.by(), t.createdAt(), t.sentAt(),
                    t.closedAt(), t.pieces(), t.missing(), t.lines().stream().map(l -> new TransferLine(l.sku(), l.title(), l.quantity(), l.received(),
                            l.lost(), l.back(), l.why())).toList());
        }
    }

    /** @param back pieces that went back to where they came from */
    public record TransferLine(String sku, String title, int quantity, int received, int lost, int back, String why) {
    }

    /** What is bought of a supplier for a warehouse. @param expectedOn when it is to come; absent where nobody said */
    public record NewPurchase(String warehouse, String supplier, LocalDate expectedOn, List<SomePieces> lines, String note) {
    }

    /**
     * A delivery.
     *
     * @param deliveryNote the same note again is the same delivery and changes nothing
     * @param explanation  why more is taken than was ordered
     */
    public record Delivery(String deliveryNote, List<Delivered> lines, String explanation) {
    }

    /** @param faulty of them, set apart at once; none where absent */
    public record Delivered(String sku, Integer quantity, Integer faulty) {
    }

    /** A purchase. @param own whether a dealer buys for itself; lines and deliveries are empty in lists */
    public record PurchaseAnswer(String code, String supplier, String warehouse, boolean own, String note, PurchaseState state, String by, Instant createdAt,
                                 Instant orderedAt, LocalDate expectedOn, int pieces, int missing, List<PurchaseLine> lines, List<Receipt> deliveries) {

        public static PurchaseAnswer of(Purchase p) {
            return new PurchaseAnswer(p.code(), p.supplier(), p.warehouse().code(), p.own(), p.note(), p.state(), p.by(), p.createdAt(), p.orderedAt(),
                    p.expected(), p.pieces(), p.missing(), p.lines().stream().map(l -> new PurchaseLine(l.sku(), l.title(), l.quantity(), l.received(),
                            l.expectedOn())).toList(), p.receipts().stream().map(Receipt::of).toList());
        }
    }

    /** One variant of a purchase. */
    public record PurchaseLine(String sku, String title, int quantity, int received, LocalDate expectedOn) {
    }

    /** @param putAwayAt absent while it stands at the door */
    public record Receipt(String code, String deliveryNote, String explanation, String by, Instant at, Instant putAwayAt, List<Delivered> lines) {

        static Receipt of(Purchase.Receipt r) {
            return new Receipt(r.code(), r.deliveryNote(), r.explanation(), r.by(), r.at(), r.putAwayAt(),
                    r.pieces().stream().map(a -> new Delivered(a.sku(), a.quantity(), a.faulty())).toList());
        }
    }

    /** What is to be counted. @param own whether the dealer's own goods; headquarters' where absent. {@code category}: all where absent */
    public record NewCount(String warehouse, Boolean own, String category, String note) {
    }

    /** @param restIsZero whether what nobody counted is not there; else it stays as the books say */
    public record Finish(Boolean restIsZero) {
    }

    /** A count. @param piles how many are on the list; {@code done} of them have been counted; lines are empty in lists */
    public record CountAnswer(String code, String warehouse, boolean own, String category, String note, CountState state, String by, Instant startedAt,
                              Instant finishedAt, int piles, int done, List<CountLine> lines) {

        public static CountAnswer of(StockCount c) {
            return new CountAnswer(c.code(), c.warehouse().code(), c.own(), c.category(), c.note(), c.state(), c.by(), c.startedAt(), c.finishedAt(),
                    c.piles(), c.done(), c.lines().stream().map(l -> new CountLine(l.sku(), l.title(), l.counted(), l.book(), l.difference(), l.value()))
                            .toList());
        }
    }

    /** @param counted absent while nobody has; {@code book} is what lay there by the books at that moment */
    public record CountLine(String sku, String title, Integer counted, Integer book, int difference, Money worth) {
    }

    /** Pieces to be set apart. @param own whether the dealer's own goods; headquarters' where absent */
    public record NewHold(String warehouse, String sku, Boolean own, Integer quantity, String reason) {
    }

    /** Pieces set apart for their quality. @param document what they came with; may be empty */
    public record HoldAnswer(String code, String warehouse, String sku, String title, boolean own, int quantity, String reason, String document,
                             HoldState state, String by, Instant at, Instant closedAt) {

        public static HoldAnswer of(QualityHold h) {
            return new HoldAnswer(h.code(), h.warehouse().code(), h.sku(), h.title(), h.own(), h.quantity(), h.reason(), h.document(), h.state(), h.by(),
                    h.at(), h.closedAt());
        }
    }

    /** @throws Problem FIELD_MISSING for a line without its number */
    public static List<Pieces> pieces(List<SomePieces> lines) {
        return lines == null ? List.of() : lines.stream().map(line -> new Pieces(named("sku", line == null ? null : line.sku()), number(line.quantity()))).toList();
    }

    public static int number(Integer quantity) {
        if (quantity == null) {
            throw Problem.missing("quantity");
        }
        return quantity;
    }

    /** @throws Problem FIELD_MISSING with that name */
    public static String named(String name, String value) {
        if (value == null || value.isBlank()) {
            throw Problem.missing(name);
        }
        return value.strip();
    }
}
