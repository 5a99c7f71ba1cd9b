package entrepot.commission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What somebody finds who has nothing but an explanation's JSON, a pocket calculator and the rules of rounding; none of the portal's classes. */
final class PocketCalculator {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PocketCalculator() {
    }

    /** The amount of an accrual, in the smallest units of a currency with two digits. */
    static long accrual(String explanation) {
        JsonNode why = read(explanation);
        BigDecimal base = minor(why, "baseAmount");
        BigDecimal alone;
        if (why.has("percent")) {
            alone = rounded(base.multiply(why.get("percent").decimalValue()).movePointLeft(2));
        } else if (why.has("fixed")) {
            alone = minor(why, "fixed").multiply(why.get("quantity").decimalValue());
        } else {
            BigDecimal before = minor(why, "volumeBefore");
            alone = why.get("whole").booleanValue() ? rounded(base.multiply(reached(why, before.add(base))).movePointLeft(2))
                    : rounded(onParts(why, before.add(base))).subtract(rounded(onParts(why, before)));
        }
        if (why.has("floor")) {
            alone = alone.max(minor(why, "floor"));
        }
        if (why.has("cap")) {
            alone = alone.min(minor(why, "cap"));
        }
        int place = why.get("place").intValue();
        List<BigDecimal> all = new ArrayList<>();
        why.get("byAllRules").forEach(each -> all.add(each.get("minor").decimalValue()));
        if (alone.compareTo(all.get(place)) != 0) {
            throw new AssertionError("the rule alone gives " + alone + ", the explanation says " + all.get(place));
        }
        BigDecimal sum = all.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal cap = minor(why, "lineCap");
        return sum.compareTo(cap) <= 0 ? alone.longValueExact() : shared(cap, all, sum, place);
    }

    /** Down for each, and what is left one by one to those who lost most, the earlier first. */
    private static long shared(BigDecimal cap, List<BigDecimal> all, BigDecimal sum, int place) {
        List<BigDecimal[]> shares = all.stream().map(each -> cap.multiply(each).divideAndRemainder(sum)).toList();
        BigDecimal left = cap.subtract(shares.stream().map(each -> each[0]).reduce(BigDecimal.ZERO, BigDecimal::add));
        long before = 0;
        for (int i = 0; i < shares.size(); i++) {
            int more = shares.get(i)[1].compareTo(shares.get(place)[1]);
            before += more > 0 || more == 0 && i < place ? 1 : 0;
        }
        return shares.get(place)[0].longValueExact() + (before < left.longValueExact() ? 1 : 0);
    }

    private static BigDecimal onParts(JsonNode why, BigDecimal volume) {
        BigDecimal rebate = BigDecimal.ZERO;
        BigDecimal percent = BigDecimal.ZERO;
        BigDecimal from = BigDecimal.ZERO;
        for (JsonNode step : why.get("steps")) {
            BigDecimal next = step.get("from").decimalValue().movePointRight(2);
            rebate = rebate.add(volume.min(next).subtract(from).max(BigDecimal.ZERO).multiply(percent));
            from = next;
            percent = step.get("percent").decimalValue();
        }
        return rebate.add(volume.subtract(from).max(BigDecimal.ZERO).multiply(percent)).movePointLeft(2);
    }

    private static BigDecimal reached(JsonNode why, BigDecimal volume) {
        BigDecimal percent = BigDecimal.ZERO;
        for (JsonNode step : why.get("steps")) {
            percent = volume.movePointLeft(2).compareTo(step.get("from").decimalValue()) >= 0 ? step.get("percent").decimalValue() : percent;
        }
        return percent;
    }

    /** A correction of the month: its rate on all of it, less what its lines had earned and what the plan's cap takes. */
    static long trueUp(String explanation) {
        JsonNode why = read(explanation);
        return rounded(minor(why, "base").multiply(reached(why, minor(why, "volume"))).movePointLeft(2)).subtract(minor(why, "accrued"))
                .subtract(minor(why, "cut")).longValueExact();
    }

    private static BigDecimal minor(JsonNode why, String name) {
        return why.get(name).get("minor").decimalValue();
    }

    private static BigDecimal rounded(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.HALF_UP);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.reader().with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
