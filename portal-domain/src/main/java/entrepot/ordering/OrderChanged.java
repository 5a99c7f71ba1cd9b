package entrepot.ordering;

import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;

/** Address, lines or wishes of an order were changed before it was packed. */
public record OrderChanged(OrderId order, String code, OrganisationId seller, String change) implements Fact {
}
