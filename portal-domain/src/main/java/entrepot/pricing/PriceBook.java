package entrepot.pricing;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The prices that were asked for, as they were read. Pure. */
public final class PriceBook {

    private final Map<PriceQuestion, Found> found;

    /** What the database knows about one question. */
    record Found(PriceCandidates candidates, BigDecimal lowPercent, BigDecimal highPercent) {
    }

    PriceBook(Map<PriceQuestion, Found> found) {
        this.found = found;
    }

    /**
     * Prices lines that were asked for; the answer has the order of the request.
     *
     * @throws Problem VARIANT_UNKNOWN, NO_TIER
     */
    public List<PricedLine> quote(OrganisationId buyer, Instant at, List<LineRequest> lines) {
        return lines.stream().map(line -> priced(found.get(new PriceQuestion(buyer, line.variant(), at)), line)).toList();
    }

    private static PricedLine priced(Found found, LineRequest line) {
        if (found == null) {
            throw new Problem(PricingProblem.VARIANT_UNKNOWN);
        }
        PriceChoice choice = PriceChoice.of(found.candidates());
        return new PricedLine(line.variant(), line.quantity(), found.candidates().retail(), choice.supply(),
                choice.supply().times(line.quantity()), choice.rule().name(), choice.numbers(),
                PriceBand.of(found.candidates().retail(), found.lowPercent(), found.highPercent()));
    }
}
