package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/**
 * A consignment ended without its buyer.
 *
 * @param state RETURNED or LOST
 */
public record ConsignmentEnded(ConsignmentId consignment, String code, String orderCode, OrganisationId seller,
                 ConsignmentState state, Instant at) implements Fact {
}
