package entrepot.ordering;

import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.SubShopId;
import entrepot.platform.outbox.Fact;

/** An order was placed: priced, routed, reserved and held. */
public record OrderPlaced(OrderId order, String code, OrganisationId seller, SubShopId subShop) implements Fact {
}
