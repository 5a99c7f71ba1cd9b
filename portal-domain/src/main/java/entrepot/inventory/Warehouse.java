package entrepot.inventory;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Point;
import entrepot.platform.geo.Precision;
import java.time.LocalTime;

/**
 * A place that holds stock and ships.
 *
 * @param owner      who runs it: headquarters or a dealer
 * @param central    headquarters' own, the last resort of routing
 * @param dailyLimit parcels a day, from cut-off to cut-off; routing passes by when it is reached
 * @param cutOff     from then on a parcel counts for the next day (tenant's zone)
 */
public record Warehouse(WarehouseId id, String code, String name, OrganisationId owner, boolean central, Point point,
                        Precision precision, String province, String city, boolean active, int dailyLimit,
                        LocalTime cutOff) {
}
