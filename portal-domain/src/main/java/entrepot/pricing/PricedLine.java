package entrepot.pricing;

import entrepot.kernel.Money;
import entrepot.kernel.VariantId;
import java.util.List;
import java.util.Map;

/**
 * What one line costs a member, and why.
 *
 * @param retail      the fixed price to the buyer, a unit
 * @param supply      what the member pays, a unit
 * @param supplyTotal supply × quantity
 * @param rule        which rule won: {@link PriceRule}'s name; its words are {@code price.rule.<name>}
 * @param numbers     what the rule calculated with, ready to be shown
 * @param band        what the member may ask its buyer
 * @param steps       from how many pieces on each costs less; empty where the rule that won knows none
 */
public record PricedLine(VariantId variant, int quantity, Money retail, Money supply, Money supplyTotal, String rule,
                         Map<String, String> numbers, PriceBand band, List<PriceStep> steps) {

    /** What so many pieces cost each, of a line that was priced for one. */
    public Money unitFor(int pieces) {
        return PriceStep.at(steps, pieces).map(PriceStep::supply).orElse(supply);
    }
}
