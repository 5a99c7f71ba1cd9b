package entrepot.tracking;

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

    /** @param refundedSoFar pieces of the line that were refunded in all */
    public record Line(int no, int refundedSoFar) {
    }

    public ConsignmentRefunded {
        lines = List.copyOf(lines);
    }
}
