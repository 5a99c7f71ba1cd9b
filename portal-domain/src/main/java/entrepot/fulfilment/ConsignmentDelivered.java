package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/**
 * A consignment reached its buyer.
 *
 * @param dealer null for central
 */
public record ConsignmentDelivered(ConsignmentId consignment, String code, String orderCode, OrganisationId seller,
                 WarehouseId warehouse, OrganisationId dealer, Instant at) implements Fact {
}
