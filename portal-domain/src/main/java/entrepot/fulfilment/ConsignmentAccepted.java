package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/**
 * A consignment will be shipped from there: its dealer accepted, or it went to central.
 *
 * @param dealer null for central
 */
public record ConsignmentAccepted(ConsignmentId consignment, String code, String orderCode, OrganisationId seller,
                 WarehouseId warehouse, OrganisationId dealer, Instant at) implements Fact {
}
