package entrepot.ordering;

import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.SubShopId;
import entrepot.platform.outbox.Fact;

/** An order was placed for practice: it is none, and only who practises with programs hears of it. */
public record OrderPractised(OrderId order, String code, OrganisationId seller, SubShopId subShop) implements Fact {
}
