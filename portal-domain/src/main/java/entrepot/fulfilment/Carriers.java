package entrepot.fulfilment;

import java.util.List;
import java.util.Optional;

/** The carriers that parcels may go with, by country. A small list that comes with the program. */
public final class Carriers {

    /** @param code stable, such as {@code shunfeng} */
    public record Carrier(String code, String name) {
    }

    private Carriers() {
    }

    /** The carriers of a country, the most used first. */
    public static List<Carrier> of(String country) {
        throw new UnsupportedOperationException(country);
    }

    public static Optional<Carrier> byCode(String code) {
        throw new UnsupportedOperationException(code);
    }
}
