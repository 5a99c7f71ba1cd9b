package entrepot.fulfilment;

import java.time.Instant;

/**
 * How many consignments wait in one state, for a desk.
 *
 * @param oldest when the oldest was made
 * @param due    the first deadline among them: of an offer, else ship-by; null where none has one
 */
public record Waiting(ConsignmentState state, boolean central, long count, Instant oldest, Instant due) {
}
