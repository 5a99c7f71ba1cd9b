package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/** Nobody can ship a consignment: it is out of stock after all. */
public record ConsignmentUnplaced(ConsignmentId consignment, String code, String orderCode, OrganisationId seller,
                                  Instant at) implements Fact {
}
