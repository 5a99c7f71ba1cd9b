package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/**
 * A dealer declined a consignment or let the deadline pass; it has gone on to the next.
 *
 * @param dealer null for central
 */
public record ConsignmentDeclined(ConsignmentId consignment, String code, String orderCode, OrganisationId seller,
                 WarehouseId warehouse, OrganisationId dealer, String reason, Instant at) implements Fact {
}
