package entrepot.fulfilment;

import entrepot.inventory.Warehouse;
import java.time.Instant;

/** A warehouse's promise score as routing reads it. @param at when it was reckoned; null where nothing was yet */
public record DealerScore(Warehouse warehouse, PromiseScore score, Instant at) {
}
