package entrepot.ordering;

import entrepot.freight.FreightQuote;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.pricing.PriceBand;
import entrepot.routing.RoutingDecision;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What an order would cost and from where it would ship, and why: nothing is written or set aside by asking.
 *
 * @param grams    the weight that freight was calculated from
 * @param at       when these prices were said; an order may name that moment for as long as a quote holds
 * @param presale  what of it has to wait for goods that come later
 * @param doubts   why it would wait for a person first; empty where it goes straight on
 * @param refusals why it would be refused all the same if it were placed now: its outside number is taken (with the order), its
 *                 sub-shop's limits a day; empty where nothing of that is known
 * @param decision where it would ship from as things stand now
 */
public record OrderQuote(List<Line> lines, FreightQuote freight, int grams, Money goods, Money total, Instant at, Instant shipBy,
                         List<Presold> presale, List<Doubt> doubts, List<Problem> refusals, RoutingDecision decision) {

    /** A variant that is sold before it is there, and from when it ships. */
    public record Presold(String sku, LocalDate shipsFrom) {
    }

    /**
     * @param rule    the price rule that won; its words are {@code price.rule.<name>}
     * @param numbers what it calculated with
     */
    public record Line(OrderLine line, String rule, Map<String, String> numbers, PriceBand band) {
    }
}
