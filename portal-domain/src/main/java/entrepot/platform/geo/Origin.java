package entrepot.platform.geo;

/**
 * A point from which very many distances are taken. Most of them need not be exact: what is farther than wanted by
 * {@link #atLeast} is farther in truth, and only the others are measured.
 */
public final class Origin {

    private static final double EARTH_RADIUS_M = 6_371_008.8;
    private static final double RADIANS = Math.PI / 180e6;

    private final Point point;
    private final double lat;
    private final double lng;
    private final double cos;

    public Origin(Point point) {
        this.point = point;
        this.lat = point.latMicro() * RADIANS;
        this.lng = point.lngMicro() * RADIANS;
        this.cos = StrictMath.cos(lat);
    }

    /** By great circle, in whole metres. */
    public long metresTo(Point other) {
        return point.metresTo(other);
    }

    /**
     * No more than {@link #metresTo}, in a few multiplications and a root: {@code sin x ≥ x − x³/6} up to a right angle and
     * {@code cos x ≥ 1 − x²/2} hold everywhere.
     */
    public long atLeast(int latMicro, int lngMicro) {
        double otherLat = latMicro * RADIANS;
        double apart = Math.abs(lngMicro * RADIANS - lng);
        double x = (apart > Math.PI ? 2 * Math.PI - apart : apart) / 2;
        double y = Math.abs(otherLat - lat) / 2;
        double sinX = x - x * x * x / 6;
        double sinY = y - y * y * y / 6;
        double otherCos = Math.max(0, 1 - otherLat * otherLat / 2);
        return Math.max(0, (long) (2 * EARTH_RADIUS_M * Math.sqrt(sinY * sinY + cos * otherCos * sinX * sinX)) - 1);
    }
}
