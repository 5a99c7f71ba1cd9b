package entrepot.freight;

import entrepot.kernel.Money;
import java.util.Map;

/**
 * What freight costs, and why.
 *
 * @param zone    the zone's name
 * @param rule    the rule's name; its words are {@code freight.rule.<name>}
 * @param numbers what it was calculated from, ready to be shown
 */
public record FreightQuote(Money amount, String zone, String rule, Map<String, String> numbers) {
}
