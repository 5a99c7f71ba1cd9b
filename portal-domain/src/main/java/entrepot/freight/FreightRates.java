package entrepot.freight;

import entrepot.kernel.Problem;
import entrepot.platform.geo.Address;
import java.util.Map;

/**
 * The zones of some places, as they were read.
 *
 * @param zones by place; a place that belongs to no zone is not there
 */
public record FreightRates(Map<Address, FreightZone> zones) {

    public FreightRates {
        zones = Map.copyOf(zones);
    }

    /**
     * The freight of one order to one of the places. Pure.
     *
     * @param grams the weight of all lines; each started kilogram counts, at least one
     * @throws Problem PLACE_NOT_SERVED with the place and the reason
     */
    public FreightQuote quote(Address shipTo, int grams) {
        FreightZone zone = zones.get(shipTo);
        if (zone == null) {
            throw new Problem(FreightProblem.PLACE_NOT_SERVED).with("place", FreightZone.place(shipTo))
                    .with("reason", shipTo.country());
        }
        return zone.quote(shipTo, grams);
    }
}
