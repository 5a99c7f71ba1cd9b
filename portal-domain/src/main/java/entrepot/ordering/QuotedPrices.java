package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.pricing.PricedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The prices that an order means. Pure.
 *
 * @param code       the quote's; empty where there is none
 * @param pricedAt   the moment whose prices were said; null for an order that means those of now
 * @param validUntil until when they are kept
 * @param units      the prices themselves, a unit by SKU; empty where the price lists of that moment say them
 * @param total      what was said as the total: dearer comes back; null where nothing was said
 * @param answered   whether headquarters answered them to a request: they stand as they are
 */
record QuotedPrices(String code, Instant pricedAt, Instant validUntil, Map<String, Money> units, Money total,
                    boolean answered) {

    static final QuotedPrices NONE = new QuotedPrices("", null, null, Map.of(), null, false);

    boolean holdsAt(Instant now) {
        return pricedAt != null && !now.isAfter(validUntil);
    }

    /** @throws Problem PRICE_CHANGED with both totals where it is dearer than was said */
    void refuseDearer(Money now) {
        if (total != null && now.compareTo(total) > 0) {
            throw new Problem(OrderProblem.PRICE_CHANGED).with("before", total).with("after", now)
                    .with("hours", OrderQuotes.HOLDS.toHours());
        }
    }

    /** The lines at the kept prices while they hold; where they are the lists' own, the lists' rule stays the reason. */
    List<PricedLine> kept(List<PricedLine> listed, PlaceOrder command, Instant now) {
        if (units.isEmpty() || !holdsAt(now)) {
            return listed;
        }
        List<PricedLine> kept = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            PricedLine line = listed.get(i);
            Money unit = units.getOrDefault(command.lines().get(i).sku(), line.supply());
            if (!answered && unit.equals(line.supply())) {
                kept.add(line);
                continue;
            }
            Map<String, String> numbers = new TreeMap<>(line.numbers());
            if (answered) {
                numbers.put("quotation", code);
            }
            numbers.put("byQuotation", unit.toString());
            kept.add(new PricedLine(line.variant(), line.quantity(), line.retail(), unit, unit.times(line.quantity()),
                    answered ? "QUOTATION" : "QUOTED", numbers, line.band(), line.steps()));
        }
        return kept;
    }
}
