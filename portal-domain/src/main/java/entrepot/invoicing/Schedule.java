package entrepot.invoicing;

import entrepot.kernel.Money;
import entrepot.kernel.Transitions;
import java.time.LocalDate;

/**
 * A charge that comes again by the dates of a contract.
 *
 * @param dueDays from the day of the charge to the day by which it is to be paid
 * @param endsOn  the last day on which it may come; null for none
 * @param nextOn  when it comes next
 */
public record Schedule(String code, String member, String memberCode, ReceivableKind kind, String title, Money net, Every every, int dueDays,
                       LocalDate startsOn, LocalDate endsOn, LocalDate nextOn, State state) {

    /** How often. */
    public enum Every {
        MONTH, YEAR;

        /** The n-th day after the first. */
        LocalDate after(LocalDate first, long n) {
            return this == MONTH ? first.plusMonths(n) : first.plusYears(n);
        }
    }

    /** Whether it goes on. */
    public enum State {
        ACTIVE, STOPPED;

        /** A schedule that was stopped is set up anew. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class).allow(ACTIVE, STOPPED);
    }
}
