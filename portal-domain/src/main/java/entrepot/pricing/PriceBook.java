package entrepot.pricing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prices that were asked for, as they were read. Pure. */
public final class PriceBook {

    private final Map<PriceQuestion, Found> found;

    /** What the database knows about one question. */
    record Found(PriceCandidates candidates, List<PriceStep> steps, BigDecimal lowPercent, BigDecimal highPercent) {
    }

    PriceBook(Map<PriceQuestion, Found> found) {
        this.found = found;
    }

    /**
     * Prices lines that were asked for; the answer has the order of the request. All pieces of a variant in it count together
     * for its steps.
     *
     * @throws Problem VARIANT_UNKNOWN, NO_TIER
     */
    public List<PricedLine> quote(OrganisationId buyer, Instant at, List<LineRequest> lines) {
        Map<VariantId, Integer> pieces = new HashMap<>();
        lines.forEach(line -> pieces.merge(line.variant(), line.quantity(), Math::addExact));
        return lines.stream().map(line -> priced(found.get(new PriceQuestion(buyer, line.variant(), at)), line,
                pieces.get(line.variant()))).toList();
    }

    private static PricedLine priced(Found found, LineRequest line, int pieces) {
        if (found == null) {
            throw new Problem(PricingProblem.VARIANT_UNKNOWN);
        }
        PriceChoice choice = PriceChoice.of(found.candidates());
        List<PriceStep> steps = choice.steps(found.steps());
        Optional<PriceStep> reached = PriceStep.at(steps, pieces);
        Money supply = reached.map(PriceStep::supply).orElse(choice.supply());
        Map<String, String> numbers = choice.numbers();
        reached.ifPresent(step -> {
            numbers.put("from", Integer.toString(step.from()));
            numbers.put("byStep", step.supply().toString());
        });
        return new PricedLine(line.variant(), line.quantity(), found.candidates().retail(), supply,
                supply.times(line.quantity()), (reached.isPresent() ? PriceRule.TIER_STEP : choice.rule()).name(), numbers,
                PriceBand.of(found.candidates().retail(), found.lowPercent(), found.highPercent()), steps);
    }
}
