package entrepot.wallet;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;

/** A part of a deposit paid what its member owed: DEPOSIT → RECEIVABLE. {@code code} is the movement's. */
public record DepositClaimed(String code, OrganisationId organisation, Money amount) implements Fact {
}
