package entrepot.network;

import java.time.Instant;

/** How many suspended members are proposed to work again, and since when; {@code oldest} is null where none is. */
public record WaitingReturns(long count, Instant oldest) {
}
