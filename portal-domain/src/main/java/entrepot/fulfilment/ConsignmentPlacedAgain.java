package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/** A consignment that nobody could ship has a place again. */
public record ConsignmentPlacedAgain(ConsignmentId consignment, String code, String orderCode, Instant at) implements Fact {
}
