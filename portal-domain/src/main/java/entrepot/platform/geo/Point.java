package entrepot.platform.geo;

/**
 * A place on the map, in millionths of a degree (WGS 84), so that stored decisions replay exactly.
 *
 * @param latMicro north positive
 * @param lngMicro east positive
 */
public record Point(int latMicro, int lngMicro) {

    private static final double EARTH_RADIUS_M = 6_371_008.8;

    public Point {
        if (Math.abs(latMicro) > 90_000_000 || Math.abs(lngMicro) > 180_000_000) {
            throw new IllegalArgumentException("not on Earth: " + latMicro + ", " + lngMicro);
        }
    }

    /** The distance by great circle, in whole metres; the same on every machine. */
    public long metresTo(Point other) {
        double lat1 = StrictMath.toRadians(latMicro / 1e6);
        double lat2 = StrictMath.toRadians(other.latMicro / 1e6);
        double dLat = lat2 - lat1;
        double dLng = StrictMath.toRadians((other.lngMicro - (long) lngMicro) / 1e6);
        double a = square(StrictMath.sin(dLat / 2))
                + StrictMath.cos(lat1) * StrictMath.cos(lat2) * square(StrictMath.sin(dLng / 2));
        return StrictMath.round(2 * EARTH_RADIUS_M * StrictMath.asin(StrictMath.min(1, StrictMath.sqrt(a))));
    }

    private static double square(double x) {
        return x * x;
    }
}
