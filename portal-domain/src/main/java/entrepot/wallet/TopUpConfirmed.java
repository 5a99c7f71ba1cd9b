package entrepot.wallet;

import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;

/** A wallet has more money: what waited for it may go on. */
public record TopUpConfirmed(OrganisationId organisation, String code) implements Fact {
}
