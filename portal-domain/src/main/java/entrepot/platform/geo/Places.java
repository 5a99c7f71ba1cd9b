package entrepot.platform.geo;

import java.util.List;
import java.util.Optional;

/** Finds places by name from extracts that come with the program (see PROVENANCE.md beside them). Pure. */
public final class Places {

    private Places() {
    }

    /** The place of an address, as exactly as it is known; empty for a country or name that is not. */
    public static Optional<Located> locate(Address address) {
        throw new UnsupportedOperationException(address.city());
    }

    /** The regions of a country for a form: provinces with cities with districts; empty for unknown countries. */
    public static List<Region> regionsOf(String country) {
        throw new UnsupportedOperationException(country);
    }
}
