package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/**
 * A consignment will not be shipped; its stock is free again.
 *
 * @param goods   what the member was to pay for its lines
 * @param freight its share of the order's freight
 */
public record ConsignmentCancelled(ConsignmentId consignment, String code, String orderCode, OrganisationId seller,
                                   Money goods, Money freight, String reason, Instant at) implements Fact {
}
