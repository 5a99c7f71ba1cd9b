package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;
import java.util.List;

/**
 * A consignment left the warehouse.
 *
 * @param dealer  null for central
 * @param parcels in which it travels; empty in a fact of a version that told of the first one alone
 */
public record ConsignmentShipped(ConsignmentId consignment, String code, String orderCode, OrganisationId seller,
                 WarehouseId warehouse, OrganisationId dealer, List<Consignment.Parcel> parcels, Instant at) implements Fact {

    public ConsignmentShipped {
        parcels = parcels == null ? List.of() : List.copyOf(parcels);
    }
}
