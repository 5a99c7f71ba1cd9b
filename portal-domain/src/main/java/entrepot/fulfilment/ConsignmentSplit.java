package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/**
 * A part of a consignment became one of its own, because who should have shipped it took or had a part only.
 *
 * @param from the code of the one that it was a part of
 */
public record ConsignmentSplit(ConsignmentId consignment, String code, String from, String orderCode,
                               OrganisationId seller, String reason, Instant at) implements Fact {
}
