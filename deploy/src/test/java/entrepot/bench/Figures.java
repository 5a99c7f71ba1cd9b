package entrepot.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of one run, printed as they are found. */
public final class Figures {
    private final Map<String, Double> found = new LinkedHashMap<>();

    /** Prints one figure with three digits that count: {@code start.vs_empty_war=1.32 ratio}. */
    public void print(String figure, double value, String unit) {
        found.put(figure, value);
        System.out.println(figure + "=" + digits(value) + " " + unit);
    }

    static String digits(double value) {
        return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    /** All so far, by name. */
    public Map<String, Double> found() {
        return Map.copyOf(found);
    }

    /** The middle one of measurements, which one slow moment does not move. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
