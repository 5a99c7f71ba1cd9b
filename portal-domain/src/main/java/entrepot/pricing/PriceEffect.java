package entrepot.pricing;

import entrepot.kernel.Money;
import entrepot.platform.approval.Proposal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a change of prices does, in numbers, for who approves it. Pure. */
final class PriceEffect {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private PriceEffect() {
    }

    /**
     * Of supply prices, with their steps: a variant counts as dearer and as cheaper where some numbers of pieces cost more and others less.
     *
     * @param changes all variants, changed or not
     * @param members how many members pay these prices
     */
    static List<Proposal.Effect> of(List<PriceChange> changes, int members) {
        List<PriceChange> changed = changes.stream().filter(PriceChange::changed).toList();
        List<Proposal.Effect> effect = new ArrayList<>(counts(changes, changed));
        effect.add(new Proposal.Effect("members", "", Integer.toString(members)));
        effect.add(new Proposal.Effect("lowestMargin", margin(changes.stream(), true, false),
                margin(changes.stream(), true, true)));
        effect.add(new Proposal.Effect("highestMargin", margin(changes.stream(), false, false),
                margin(changes.stream(), false, true)));
        long above = changes.stream().filter(change -> change.after().compareTo(change.retail()) > 0).count();
        effect.add(new Proposal.Effect("aboveRetail", "", Long.toString(above)));
        return effect;
    }

    /** Of retail prices. */
    static List<Proposal.Effect> ofRetail(List<PriceChange> changes, int members) {
        List<Proposal.Effect> effect = new ArrayList<>(counts(changes, changes));
        effect.add(new Proposal.Effect("members", "", Integer.toString(members)));
        return effect;
    }

    private static List<Proposal.Effect> counts(List<PriceChange> all, List<PriceChange> changed) {
        long dearer = changed.stream().filter(c -> c.from().anyMatch(n -> c.after(n).compareTo(c.before(n)) > 0)).count();
        long cheaper = changed.stream().filter(c -> c.from().anyMatch(n -> c.after(n).compareTo(c.before(n)) < 0)).count();
        return List.of(
                new Proposal.Effect("variants", "", Integer.toString(all.size())),
                new Proposal.Effect("variantsChanged", "", Integer.toString(changed.size())),
                new Proposal.Effect("dearer", "", Long.toString(dearer)),
                new Proposal.Effect("cheaper", "", Long.toString(cheaper)),
                new Proposal.Effect("averageChange", "", averageChange(changed)));
    }

    /** The mean of the single changes of one piece's price, in percent; empty where nothing had a price before. */
    private static String averageChange(List<PriceChange> changed) {
        List<BigDecimal> percents = changed.stream().filter(change -> change.before().isPositive() && !change.before().equals(change.after()))
                .map(change -> BigDecimal.valueOf(change.after().minor() - change.before().minor()).multiply(HUNDRED)
                        .divide(BigDecimal.valueOf(change.before().minor()), 6, RoundingMode.HALF_UP)).toList();
        if (percents.isEmpty()) {
            return "";
        }
        BigDecimal mean = percents.stream().reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(percents.size()), 1, RoundingMode.HALF_UP);
        return (mean.signum() > 0 ? "+" : "") + mean.toPlainString() + " %";
    }

    /** The member's margin, retail less supply in percent of retail: the lowest or the highest of all variants and steps. */
    private static String margin(Stream<PriceChange> changes, boolean lowest, boolean after) {
        Stream<BigDecimal> margins = changes.filter(change -> change.retail().isPositive()).flatMap(change -> change.from().map(n -> {
            Money supply = after ? change.after(n) : change.before(n);
            return BigDecimal.valueOf(change.retail().minor() - supply.minor()).multiply(HUNDRED)
                    .divide(BigDecimal.valueOf(change.retail().minor()), 1, RoundingMode.HALF_UP);
        }));
        return (lowest ? margins.min(BigDecimal::compareTo) : margins.max(BigDecimal::compareTo))
                .map(margin -> margin.toPlainString() + " %").orElse("");
    }
}
