package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.SubShopId;
import entrepot.platform.geo.Address;
import java.time.Instant;
import java.util.List;

/**
 * What a member asked to have shipped to one buyer.
 *
 * @param outsideNumber the number where it was sold; empty where there is none
 * @param total         goods + freight: what the wallet holds for it
 * @param placedAt      business time; the plan and prices of this moment count
 * @param lines         empty in lists of orders
 */
public record Order(OrderId id, String code, OrderState state, OrganisationId seller, SubShopId subShop,
                    String outsideNumber, Address shipTo, String remark, String gift, Instant placedAt, Instant paidAt,
                    Instant shipBy, int pieces, Money goods, Money freight, Money total, List<OrderLine> lines) {

    Order with(OrderId newId) {
        return new Order(newId, code, state, seller, subShop, outsideNumber, shipTo, remark, gift, placedAt, paidAt,
                shipBy, pieces, goods, freight, total, lines);
    }

}
