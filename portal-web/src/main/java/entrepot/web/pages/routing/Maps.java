package entrepot.web.pages.routing;

import entrepot.platform.geo.Places;
import java.util.List;

/** Draws maps with the names of a country behind them. */
public final class Maps {

    private Maps() {
    }

    public static MapPicture of(List<MapPicture.Thing> things, String country) {
        return MapPicture.of(things, Places.landmarks(country).stream()
                .map(l -> new MapPicture.Thing(l.point(), l.label(), "")).toList());
    }
}
