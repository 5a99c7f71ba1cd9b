package entrepot.ordering;

import entrepot.platform.geo.Address;
import java.util.Map;

/**
 * An order that a sub-shop has under an outside number, for whoever brings the number again.
 *
 * @param hidden whether the platform keeps its receiver to itself, so that the address says little
 * @param lines  SKU to pieces, all lines of a SKU together
 */
public record PlacedBefore(String code, OrderState state, Address shipTo, boolean hidden, Map<String, Integer> lines) {

    public PlacedBefore {
        lines = Map.copyOf(lines);
    }
}
