package entrepot.network;

import entrepot.kernel.OrganisationId;

/** A province that is a member's own. Several members may share one. */
public record Territory(OrganisationId organisation, String province) {
}
