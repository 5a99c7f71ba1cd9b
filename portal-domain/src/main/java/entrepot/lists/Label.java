package entrepot.lists;

import entrepot.platform.geo.Address;
import java.time.Instant;

/**
 * The platform's label for a parcel whose receiver it hides.
 *
 * @param file     the code of the kept page (PDF)
 * @param tracking the parcel's number on it; empty where it could not be read
 * @param province of the receiver as the label says it; empty where it could not be read, as city and district
 */
public record Label(String outsideNumber, String file, String fileName, String tracking, String province, String city,
                    String district, String by, Instant at) {

    /** The address with the region that the label says, where the order has none. */
    Address completed(Address to) {
        return !to.city().isEmpty() || city.isEmpty() ? to : new Address(to.name(), to.phone(), to.country(), province, city,
                district, to.street(), to.postcode());
    }
}
