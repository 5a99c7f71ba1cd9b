package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** What is to be expected before it is earned. */
public final class Forecast {

    private Forecast() {
    }

    /**
     * What an order would earn somebody if it were delivered whole now; nothing where no rule gives anything.
     *
     * @param why of each rule on each line
     */
    public record OfOrder(Rule.Earner earner, OrganisationId earned, Money amount, List<Explanation> why) {

        public OfOrder {
            why = List.copyOf(why);
        }

        OfOrder and(OfOrder other) {
            return new OfOrder(earner, earned, amount.plus(other.amount), Stream.concat(why.stream(), other.why.stream()).toList());
        }
    }

    /**
     * How far a member's month is from the next step.
     *
     * @param rule    the rule's code
     * @param missing volume that is missing
     * @param percent what counts then
     * @param whole   on the whole month, else on the part above
     */
    public record NextStep(String rule, Money missing, BigDecimal percent, boolean whole) {
    }

    /** What becomes due on a day. */
    public record DueOn(LocalDate day, Money amount) {
    }
}
