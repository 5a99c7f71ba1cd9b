package entrepot.inventory;

import entrepot.kernel.OrganisationId;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Point;

/**
 * @param owner   headquarters (then the warehouse is central) or a dealer
 * @param address found on the map by its names unless {@code point} says better
 * @param point   null if unknown
 * @param dailyLimit 0 for the default of 100
 */
public record OpenWarehouse(String name, OrganisationId owner, Address address, Point point, int dailyLimit) {
}
