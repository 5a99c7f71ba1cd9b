package entrepot.platform.geo;

/**
 * A place that was found.
 *
 * @param precision  how exactly the point is known
 * @param label      the place that the point stands for, such as {@code 浙江省 杭州市}
 * @param province   its province's full name; empty where the country has none
 * @param prefecture what counts as one place for routing: the prefecture city, the municipality, the town;
 *                   empty where only the province is known
 */
public record Located(Point point, Precision precision, String label, String province, String prefecture) {
}
