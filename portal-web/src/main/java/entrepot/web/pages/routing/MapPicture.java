package entrepot.web.pages.routing;

import entrepot.platform.geo.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Where things stand on a small map: coordinates turned into places of a picture, by a projection that keeps east-west and
 * north-south in proportion at the middle latitude. Spots that would cover each other are moved apart. Pure.
 *
 * @param width  of the picture
 * @param height of the picture
 */
public record MapPicture(int width, int height, List<Spot> spots, List<Name> names, List<Around> arounds) {

    private static final double KILOMETRES_A_DEGREE = 111.2;
    private static final int WIDTH = 640;
    private static final int MARGIN = 44;
    private static final int HEIGHT_MIN = 240;
    private static final int HEIGHT_MAX = 460;
    /** Spots are this far apart at least. */
    private static final int APART = 26;
    private static final int NAMES_APART = 34;
    private static final int TURNS_MAX = 200;
    /** Degrees that a map shows at least. */
    private static final double WIDE_MIN = 12.0;
    private static final double HIGH_MIN = 5.0;

    /**
     * What is to be shown.
     *
     * @param kind       a style class: buyer, chosen, candidate, central, idle
     * @param kilometres around the point in which it is, where it is not known better; 0 for the point itself
     */
    public record Thing(Point point, String label, String kind, int kilometres) {

        public Thing(Point point, String label, String kind) {
            this(point, label, kind, 0);
        }
    }

    /** The ground on which a thing may stand. */
    public record Around(int x, int y, int radius, String kind) {
    }

    /** A thing in the picture. */
    public record Spot(int x, int y, String label, String kind) {
    }

    /** A name behind the spots, to find one's way. */
    public record Name(int x, int y, String text) {
    }

    /** How degrees become pixels. */
    private record Projection(double west, double north, double scale, double squeeze, int height) {

        int x(Point point) {
            return (int) Math.round(MARGIN + (point.lngMicro() / 1e6 - west) * squeeze * scale);
        }

        int y(Point point) {
            return (int) Math.round(MARGIN + (north - point.latMicro() / 1e6) * scale);
        }

        int pixels(int kilometres) {
            return (int) Math.round(kilometres / KILOMETRES_A_DEGREE * scale);
        }
    }

    static MapPicture of(List<Thing> things, List<Thing> landmarks) {
        if (things.isEmpty()) {
            return new MapPicture(WIDTH, HEIGHT_MIN, List.of(), List.of(), List.of());
        }
        Projection projection = projection(things);
        List<Spot> spots = new ArrayList<>();
        for (Thing thing : things) {
            spots.add(free(spots, projection.x(thing.point()), projection.y(thing.point()), thing));
        }
        List<Name> names = new ArrayList<>();
        for (Thing landmark : landmarks) {
            int x = projection.x(landmark.point());
            int y = projection.y(landmark.point());
            boolean inside = x > 24 && x < WIDTH - 24 && y > 16 && y < projection.height() - 12;
            boolean clear = names.stream().noneMatch(n -> Math.hypot(n.x() - x, n.y() - y) < NAMES_APART)
                    && spots.stream().noneMatch(s -> Math.hypot(s.x() - x, s.y() - y) < APART);
            if (inside && clear) {
                names.add(new Name(x, y, landmark.label()));
            }
        }
        List<Around> arounds = things.stream().filter(thing -> thing.kilometres() > 0).map(thing -> new Around(projection.x(thing.point()),
                projection.y(thing.point()), projection.pixels(thing.kilometres()), thing.kind())).distinct().toList();
        return new MapPicture(WIDTH, projection.height(), List.copyOf(spots), List.copyOf(names), arounds);
    }

    private static Projection projection(List<Thing> things) {
        double south = things.stream().mapToDouble(t -> t.point().latMicro() / 1e6).min().orElseThrow();
        double north = things.stream().mapToDouble(t -> t.point().latMicro() / 1e6).max().orElseThrow();
        double west = things.stream().mapToDouble(t -> t.point().lngMicro() / 1e6).min().orElseThrow();
        double east = things.stream().mapToDouble(t -> t.point().lngMicro() / 1e6).max().orElseThrow();
        double squeeze = Math.max(0.2, Math.cos(Math.toRadians((south + north) / 2)));
        // a single town would be blown up beyond sense: some provinces around it show where it is
        double wide = Math.max((east - west) * squeeze, WIDE_MIN);
        double high = Math.max(north - south, HIGH_MIN);
        double scale = Math.min((WIDTH - 2.0 * MARGIN) / wide, (HEIGHT_MAX - 2.0 * MARGIN) / high);
        int height = (int) Math.max(HEIGHT_MIN, Math.round(high * scale) + 2 * MARGIN);
        double spareX = ((WIDTH - 2.0 * MARGIN) / scale - (east - west) * squeeze) / 2 / squeeze;
        double spareY = ((height - 2.0 * MARGIN) / scale - (north - south)) / 2;
        return new Projection(west - spareX, north + spareY, scale, squeeze, height);
    }

    /** The place itself, or the nearest on a spiral around it that covers no other spot. */
    private static Spot free(List<Spot> taken, int x, int y, Thing thing) {
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            double radius = turn * 3.0;
            int atX = (int) Math.round(x + radius * Math.cos(turn * 2.4));
            int atY = (int) Math.round(y + radius * Math.sin(turn * 2.4));
            if (taken.stream().noneMatch(s -> Math.hypot(s.x() - atX, s.y() - atY) < APART)) {
                return new Spot(atX, atY, thing.label(), thing.kind());
            }
        }
        return new Spot(x, y, thing.label(), thing.kind());
    }
}
