package entrepot.network;

import entrepot.kernel.OrganisationId;

/**
 * Open a sub-shop.
 *
 * @param organisation whose; null for the actor's own
 * @param channel      a {@link Channel} by name
 * @param currency     ISO 4217; null for the tenant's
 */
public record OpenSubShop(OrganisationId organisation, String name, String channel, String currency) {
}
