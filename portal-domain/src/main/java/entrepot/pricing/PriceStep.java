package entrepot.pricing;

import entrepot.kernel.Money;
import entrepot.platform.sql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From so many pieces of a variant in one order on, each of them costs this.
 *
 * @param from   2 or more
 * @param supply what the member pays, a unit
 */
public record PriceStep(int from, Money supply) {

    /** The step that so many pieces reach, of steps that rise. */
    static Optional<PriceStep> at(List<PriceStep> steps, int pieces) {
        return steps.stream().filter(step -> step.from() <= pieces).reduce((lower, higher) -> higher);
    }

    /** From a row with {@code step_from, step_minor}, or those with something before their names. */
    public static List<PriceStep> of(Row row, String prefix, String currency) {
        List<Long> from = row.numbers(prefix + "step_from");
        List<Long> minor = row.numbers(prefix + "step_minor");
        List<PriceStep> steps = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            steps.add(new PriceStep(Math.toIntExact(from.get(i)), Money.of(minor.get(i), currency)));
        }
        return List.copyOf(steps);
    }
}
