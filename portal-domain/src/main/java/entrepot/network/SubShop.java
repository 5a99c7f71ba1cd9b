package entrepot.network;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.SubShopId;

/**
 * One selling outlet of a member.
 *
 * @param channel  where it sells: a {@link Channel} by name
 * @param currency ISO 4217
 * @param state    a {@link SubShopState} by name
 * @param practice whether its member practises there: its orders are none
 */
public record SubShop(SubShopId id, String code, OrganisationId organisation, String name, String channel,
                      String currency, String state, boolean practice) {

    public boolean isOpen() {
        return SubShopState.OPEN.name().equals(state);
    }
}
