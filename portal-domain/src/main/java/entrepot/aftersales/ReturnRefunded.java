package entrepot.aftersales;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;
import entrepot.tracking.ConsignmentRefunded;
import java.time.Instant;
import java.util.List;

/**
 * A return was paid back. The lines are counted over all refunds of the consignment, those of parcels that failed included.
 *
 * @param code        the consignment's code
 * @param cause       the return's code
 * @param amount      goods and freight that the member got back
 */
public record ReturnRefunded(ConsignmentId consignment, String code, String orderCode, OrganisationId seller, String cause, Money amount,
                             List<ConsignmentRefunded.Line> lines, Instant at) implements Fact {

    public ReturnRefunded {
        lines = List.copyOf(lines);
    }
}
