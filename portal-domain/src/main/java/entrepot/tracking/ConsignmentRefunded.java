package entrepot.tracking;

import entrepot.fulfilment.RefundedLine;
import entrepot.kernel.ConsignmentId;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;
import java.util.List;

/**
 * Pieces of a consignment that did not reach their buyer were paid back.
 *
 * @param cause the parcel's code
 */
public record ConsignmentRefunded(ConsignmentId consignment, String code, String orderCode, OrganisationId seller,
                 String cause, Money amount, List<Line> lines, Instant at) implements Fact {

    /**
     * @param refundedSoFar pieces of the line that were refunded in all
     * @param reduced       what was paid back of the other pieces' price; it, quantity and total are null in facts from before there were reductions
     * @param quantity      pieces that were shipped; 0 in such a fact
     * @param total         what they cost
     */
    public record Line(int no, int refundedSoFar, Money reduced, int quantity, Money total) {

        public static Line of(RefundedLine line) {
            return new Line(line.no(), line.pieces(), line.reduced(), line.quantity(), line.total());
        }

        /** The count that it tells of. */
        public RefundedLine counted() {
            return new RefundedLine(no, null, quantity, total, refundedSoFar, 0, refundedSoFar, reduced);
        }
    }

    public ConsignmentRefunded {
        lines = List.copyOf(lines);
    }
}
