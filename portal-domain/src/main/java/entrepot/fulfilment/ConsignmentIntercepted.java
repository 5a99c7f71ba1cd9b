package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/** The carrier stopped a consignment on its way at its member's wish: its parcels come back. */
public record ConsignmentIntercepted(ConsignmentId consignment, String code, String why, Instant at) implements Fact {
}
