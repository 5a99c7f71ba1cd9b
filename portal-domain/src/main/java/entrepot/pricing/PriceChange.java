package entrepot.pricing;

import entrepot.kernel.Money;
import java.util.List;
import java.util.stream.Stream;

/**
 * One line of a proposal: what a variant costs now and would cost.
 *
 * @param before      the supply price (of a price list) or retail price (of a retail proposal) in force
 * @param stepsBefore from how many pieces on each costs less now
 * @param steps       from how many pieces on each costs less then
 */
public record PriceChange(String sku, String name, Money retail, Money before, Money after, List<PriceStep> stepsBefore,
                          List<PriceStep> steps) {

    PriceChange(String sku, String name, Money retail, Money before, Money after) {
        this(sku, name, retail, before, after, List.of(), List.of());
    }

    /** What one of so many pieces in one order costs now. */
    Money before(int pieces) {
        return PriceStep.at(stepsBefore, pieces).map(PriceStep::supply).orElse(before);
    }

    /** What one of so many pieces in one order would cost. */
    Money after(int pieces) {
        return PriceStep.at(steps, pieces).map(PriceStep::supply).orElse(after);
    }

    /** From how many pieces on another price counts, now or then; 1 first. */
    Stream<Integer> from() {
        return Stream.concat(Stream.of(1), Stream.concat(stepsBefore.stream(), steps.stream()).map(PriceStep::from));
    }

    /** Whether any number of pieces costs another price. */
    public boolean changed() {
        return !before.equals(after) || !stepsBefore.equals(steps);
    }
}
