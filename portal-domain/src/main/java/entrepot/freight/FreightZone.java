package entrepot.freight;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.geo.Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A zone and what sending there costs.
 *
 * @param served      false: nothing is sent there, because of {@code refusal}
 * @param perKilogram for each started kilogram
 * @param regions     what belongs to it, readable, such as {@code CN 新疆} or {@code GB IV}
 * @param confirmed   false while it is the example that came with the program
 */
public record FreightZone(String code, String name, boolean served, String refusal, Money base, Money perKilogram,
                          List<String> regions, boolean confirmed) {

    private static final int GRAMS_A_KILOGRAM = 1000;

    /** Base plus the price of each started kilogram; a parcel has one at least. Pure. */
    public FreightQuote quote(Address shipTo, int grams) {
        if (!served) {
            throw new Problem(FreightProblem.PLACE_NOT_SERVED).with("place", place(shipTo)).with("reason", refusal);
        }
        int kilograms = Math.max(1, (Math.max(0, grams) + GRAMS_A_KILOGRAM - 1) / GRAMS_A_KILOGRAM);
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("zone", name);
        numbers.put("place", place(shipTo));
        numbers.put("base", base.toString());
        numbers.put("perKilogram", perKilogram.toString());
        numbers.put("grams", Integer.toString(grams));
        numbers.put("kilograms", Integer.toString(kilograms));
        return new FreightQuote(base.plus(perKilogram.times(kilograms)), name, "STARTED_KILOGRAM", numbers);
    }

    static String place(Address address) {
        return String.join(" ", List.of(address.country(), address.province(), address.city(), address.postcode())
                .stream().filter(part -> !part.isEmpty()).toList());
    }
}
