package entrepot.wallet;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;

/** A deposit, or a part of it, goes back: the money stands in PAYABLE and shall leave. {@code code} is the movement's. */
public record DepositReturned(String code, OrganisationId organisation, Money amount) implements Fact {
}
