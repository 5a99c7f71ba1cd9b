package entrepot.invoicing;

import entrepot.kernel.Money;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What takes a part of an issued invoice back.
 *
 * @param fapiao the code of the request that it corrects
 * @param of     the number of the invoice that it corrects
 * @param why    the refund's code, or a person's reason
 */
public record RedLetter(String code, String fapiao, String of, String member, Money amount, Money vat, String why, State state, String number,
                        LocalDate issuedOn, Instant at) {

    /** Where it is. */
    public enum State {
        PROPOSED, ISSUED, DROPPED;

        /** What is issued stays. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class).allow(PROPOSED, ISSUED, DROPPED);
    }

    /** A consignment on it. */
    public record Line(String consignment, String order, Money amount, Money vat) {
    }
}
