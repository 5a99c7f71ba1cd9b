package entrepot.platform.geo;

import java.util.List;

/**
 * A region for the lists of a form.
 *
 * @param code  the official code where there is one, else the name
 * @param parts what lies within: cities of a province, districts of a city
 */
public record Region(String code, String name, List<Region> parts) {

    public Region {
        parts = List.copyOf(parts);
    }
}
