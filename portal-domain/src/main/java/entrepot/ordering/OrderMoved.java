package entrepot.ordering;

import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.SubShopId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/** An order followed its consignments to another state. */
public record OrderMoved(OrderId order, String code, OrganisationId seller, SubShopId subShop, OrderState from, OrderState to, Instant at) implements Fact {
}
