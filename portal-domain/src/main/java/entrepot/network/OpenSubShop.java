package entrepot.network;

import entrepot.kernel.OrganisationId;

/**
 * Open a sub-shop.
 *
 * @param organisation whose; null for the actor's own
 * @param channel      a {@link Channel} by name
 * @param currency     ISO 4217; null for the tenant's
 * @param practice     whether its orders are for practice at first
 */
public record OpenSubShop(OrganisationId organisation, String name, String channel, String currency, boolean practice) {

    /** For real from the first order on. */
    public OpenSubShop(OrganisationId organisation, String name, String channel, String currency) {
        this(organisation, name, channel, currency, false);
    }
}
