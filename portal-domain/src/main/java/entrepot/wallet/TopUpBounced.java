package entrepot.wallet;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;

/**
 * A top-up, or a part of it, went back to where it came from.
 *
 * @param code   the top-up's; of a part with the refund's behind a stroke
 * @param amount what went back
 * @param owed   how much of it the wallet did not have any more: the member owes it, RECEIVABLE; may be zero
 */
public record TopUpBounced(String code, OrganisationId organisation, Money amount, Money owed) implements Fact {
}
