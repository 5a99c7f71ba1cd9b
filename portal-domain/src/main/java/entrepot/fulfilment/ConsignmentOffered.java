package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/**
 * A dealer was asked to ship a consignment and has until the deadline to accept.
 *
 * @param dealer null for central
 */
public record ConsignmentOffered(ConsignmentId consignment, String code, String orderCode, OrganisationId seller,
                 WarehouseId warehouse, OrganisationId dealer, Instant deadline, Instant at) implements Fact {
}
