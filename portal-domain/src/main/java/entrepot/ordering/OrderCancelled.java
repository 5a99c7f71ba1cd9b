package entrepot.ordering;

import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;

/** An order was cancelled before anything was shipped; stock and money are back. */
public record OrderCancelled(OrderId order, String code, OrganisationId seller, String reason) implements Fact {
}
