package entrepot.inventory;

import entrepot.platform.outbox.Fact;
import java.time.Instant;

/**
 * Goods that are sold before they are there come on another day.
 *
 * @param from when that day begins in the tenant's zone
 */
public record PresalePostponed(String presale, Instant from, Instant at) implements Fact {
}
