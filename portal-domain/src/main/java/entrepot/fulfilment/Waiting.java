package entrepot.fulfilment;

import java.time.Instant;

/**
 * How many consignments wait in one state, for a desk.
 *
 * @param oldest when the oldest was made
 * @param due    the first deadline among them: of an offer, else ship-by; null where none has one
 * @param stale  for how many of them slips or labels may have been printed before their address was changed, see {@link Consignment#stale}
 */
public record Waiting(ConsignmentState state, boolean central, long count, Instant oldest, Instant due, long stale) {
}
