package entrepot.network;

import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;

/** A company has become a member. */
public record OrganisationAdmitted(OrganisationId organisation) implements Fact {
}
