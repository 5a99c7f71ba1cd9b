package entrepot.network;

import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;

/** A tenant has got its headquarters: other capabilities give it their default rules. */
public record HeadquartersFounded(OrganisationId organisation) implements Fact {
}
