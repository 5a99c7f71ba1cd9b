package entrepot.inventory;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Point;
import entrepot.platform.geo.Precision;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/**
 * A place that holds stock and ships.
 *
 * @param owner       who runs it: headquarters or a dealer
 * @param central     headquarters' own, the last resort of routing
 * @param city        what counts as one place for routing: a prefecture city, a town
 * @param dailyLimit  parcels a day, from cut-off to cut-off; routing passes by when it is reached
 * @param cutOff      from then on a parcel counts for the next day (tenant's zone)
 * @param closedUntil the first day on which it ships again; null while it is open
 * @param serves      the provinces that it covers; empty for everywhere
 * @param closures    when it does not ship, known beforehand
 * @param autoAccept  whether who runs it wants offers to count as accepted
 */
public record Warehouse(WarehouseId id, String code, String name, OrganisationId owner, boolean central, Point point,
                        Precision precision, String country, String province, String city, String street,
                        boolean active, int dailyLimit, LocalTime cutOff, LocalDate closedUntil,
                        List<String> serves, List<Closure> closures, boolean autoAccept) {

    public Warehouse {
        serves = List.copyOf(serves);
        closures = List.copyOf(closures);
    }

    /** Whether it ships on that day. */
    public boolean isOpen(LocalDate day) {
        return (closedUntil == null || !day.isBefore(closedUntil)) && closures.stream().noneMatch(c -> c.holds(day));
    }
}
