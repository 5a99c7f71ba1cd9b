package entrepot.ordering;

import entrepot.freight.FreightQuote;
import entrepot.pricing.PriceBand;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How an order's amounts came about, kept with it for ever.
 *
 * @param pricedAt the moment whose prices counted
 * @param grams    the weight that freight was calculated from
 * @param lines    one for each line of the order, in their order
 */
public record OrderExplanation(Instant pricedAt, int grams, FreightQuote freight, List<Line> lines) {

    /** Why that line of the order costs what it costs: lines keep their numbers when others are taken out. */
    public Line of(int no) {
        return lines.stream().filter(line -> line.no() == no).findFirst().orElseThrow();
    }

    /** @param rule the price rule that won; its words are {@code price.rule.<name>} */
    public record Line(int no, String rule, Map<String, String> numbers, PriceBand band) {
    }
}
