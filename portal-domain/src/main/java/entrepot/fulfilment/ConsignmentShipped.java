package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/**
 * A consignment left the warehouse; the number is of its first parcel.
 *
 * @param dealer null for central
 */
public record ConsignmentShipped(ConsignmentId consignment, String code, String orderCode, OrganisationId seller,
                 WarehouseId warehouse, OrganisationId dealer, String carrier, String number, Instant at) implements Fact {
}
