package entrepot.network;

/**
 * A sub-shop with what has to be known of the member whose it is before it may sell.
 *
 * @param name  the member's
 * @param state the member's: an {@link OrganisationState} by name
 */
public record Seller(SubShop subShop, String name, String state) {

    /** Whether the member may begin anything new. */
    public boolean isActive() {
        return OrganisationState.ACTIVE.name().equals(state);
    }
}
