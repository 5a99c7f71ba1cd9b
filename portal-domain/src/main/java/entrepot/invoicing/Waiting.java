package entrepot.invoicing;

import java.time.Instant;

/** How much waits, and since when. @param oldest null where nothing waits */
public record Waiting(long count, Instant oldest) {
}
