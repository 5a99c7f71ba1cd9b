package entrepot.web.pages.routing;

import entrepot.platform.geo.Places;
import entrepot.platform.geo.Precision;
import java.util.List;

/** Draws maps with the names of a country behind them. */
public final class Maps {

    private Maps() {
    }

    /** So many kilometres around a point a place may be that is known no better: half the width of a usual district, prefecture, province. */
    public static int around(Precision precision) {
        return precision == null ? 0 : switch (precision) {
            case POINT -> 0;
            case DISTRICT -> 15;
            case CITY -> 60;
            case PROVINCE -> 200;
        };
    }

    public static MapPicture of(List<MapPicture.Thing> things, String country) {
        return MapPicture.of(things, Places.landmarks(country).stream()
                .map(l -> new MapPicture.Thing(l.point(), l.label(), "")).toList());
    }
}
