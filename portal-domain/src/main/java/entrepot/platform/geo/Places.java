package entrepot.platform.geo;

import java.util.List;
import java.util.Optional;

/** Finds places by name from extracts that come with the program (see PROVENANCE.md beside them). Pure. */
public final class Places {

    private Places() {
    }

    /**
     * The place of an address, as exactly as it is known: a Chinese district that has a point of its own, else
     * the prefecture city, else the province; a British town. Empty for other countries and unknown names.
     */
    public static Optional<Located> locate(Address address) {
        return switch (address.country()) {
            case "CN" -> China.TREE.locate(address);
            case "GB" -> GreatBritain.TOWNS.locate(address);
            default -> Optional.empty();
        };
    }

    /** The regions of a country for a form: provinces with cities with districts; empty for unknown countries. */
    public static List<Region> regionsOf(String country) {
        return switch (country) {
            case "CN" -> China.TREE.regions();
            case "GB" -> GreatBritain.TOWNS.regions();
            default -> List.of();
        };
    }

    /** Names to find one's way on a map of a country: China's provinces, Britain's large towns; none for others. */
    public static List<Located> landmarks(String country) {
        return switch (country) {
            case "CN" -> China.TREE.landmarks();
            case "GB" -> GreatBritain.TOWNS.landmarks();
            default -> List.of();
        };
    }

    /** Whether forms can offer cities for that province of China. */
    static boolean hasCities(String province) {
        return China.TREE.regions().stream().anyMatch(p -> p.name().equals(province) && !p.parts().isEmpty());
    }

    /** False where the province is known and none of its cities is called so; the district may be known all the same. */
    public static boolean knowsCity(Address address) {
        return !"CN".equals(address.country()) || China.TREE.knowsCity(address);
    }

    /** False where the city is known and has no such district; an empty district fits. */
    static boolean districtFits(Address address) {
        return China.TREE.districtFits(address);
    }
}
