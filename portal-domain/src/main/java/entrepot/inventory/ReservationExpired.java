package entrepot.inventory;

import entrepot.platform.outbox.Fact;

/** What was set aside for that reference went back, because its time was over. */
public record ReservationExpired(String reference) implements Fact {
}
