package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A closed month computed again by a plan.
 *
 * @param plan    the code of the draft or plan, {@code content} it as it was then
 * @param month   first day
 * @param done    of so many {@code lines}
 * @param changed lines of which a rule, an earner or an amount is different
 * @param before  what the month cost as posted, refunds taken off, bonuses and TRUE_UPs included
 * @param after   what it would have cost
 */
public record Simulation(String code, String plan, Plan content, String hash, LocalDate month, SimulationState state, long lines, long done, long changed,
                         Money before, Money after, int winners, int losers, String by, Instant startedAt, Instant endedAt) {

    /** In whole percent; a month without lines is done at once. */
    public int percent() {
        return state == SimulationState.DONE || lines == 0 ? 100 : (int) Math.min(99, done * 100 / lines);
    }

    public Money difference() {
        return after.minus(before);
    }

    /**
     * What it means to a member.
     *
     * @param lines        on which it earned or would have
     * @param awardsBefore of {@code before}: bonuses and TRUE_UPs
     * @param awardsAfter  of {@code after}
     */
    public record Member(OrganisationId organisation, long lines, Money before, Money after, Money awardsBefore, Money awardsAfter) {

        public Money difference() {
            return after.minus(before);
        }
    }

    /** What a rule gives somebody on a line, before refunds. */
    public record Part(String rule, OrganisationId earned, Money amount) {
    }

    /** A line of which something is different. */
    public record Line(String consignment, int line, String order, String sku, int quantity, OrganisationId seller, List<Part> before, List<Part> after) {

        /** What tells something of before: all but what gave nothing and gives nothing. */
        public List<Part> tellingBefore() {
            return telling(before, after);
        }

        /** The same of after. */
        public List<Part> tellingAfter() {
            return telling(after, before);
        }

        private static List<Part> telling(List<Part> side, List<Part> other) {
            return side.stream().filter(part -> !part.amount().isZero() || other.stream()
                    .anyMatch(each -> each.rule().equals(part.rule()) && each.earned().equals(part.earned()) && !each.amount().isZero())).toList();
        }

        /** Under which the next page begins. */
        public String key() {
            return consignment + "/" + line;
        }
    }
}
