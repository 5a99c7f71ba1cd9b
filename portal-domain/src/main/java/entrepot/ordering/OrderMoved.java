package entrepot.ordering;

import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.SubShopId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/**
 * An order came to another state than by being placed or cancelled: it followed its consignments, is on hold, was released, or waits for money.
 *
 * @param from null where it began there
 */
public record OrderMoved(OrderId order, String code, OrganisationId seller, SubShopId subShop, OrderState from, OrderState to, Instant at) implements Fact {

    static OrderMoved of(Order before, OrderState to, Instant at) {
        return new OrderMoved(before.id(), before.code(), before.seller(), before.subShop(), before.state(), to, at);
    }
}
