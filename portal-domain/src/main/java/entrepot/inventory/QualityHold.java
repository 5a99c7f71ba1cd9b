package entrepot.inventory;

import java.time.Instant;

/**
 * Pieces set apart for their quality.
 *
 * @param document what they came with, or the count that found them; may be empty
 * @param proposal the code of the proposal to write them off; null where there is none
 */
public record QualityHold(String code, Warehouse warehouse, String sku, String title, boolean own, int quantity, String reason,
                          String document, HoldState state, String proposal, String by, Instant at, Instant closedAt) {
}
