package entrepot.gateway;

import entrepot.kernel.Money;
import entrepot.kernel.Transitions;
import java.time.Instant;

/**
 * A payment, or a part of it, that goes back to who paid it.
 *
 * @param code    the provider knows it by this, so that it is one refund however often it is sent
 * @param payment whose it is
 * @param at      when two persons had decided; the money is out of the wallet since
 */
public record Refund(String code, String payment, Provider provider, Money amount, State state, String reason, Instant at) {

    /** What the provider said of it. */
    public enum State {
        TO_SEND, SENT, DONE, REFUSED;

        /** Sent is what it took; done is what it says has arrived. What it refused is sent again, and may have arrived all the same. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(TO_SEND, SENT, REFUSED, DONE).allow(SENT, DONE, REFUSED).allow(REFUSED, SENT, DONE);
    }

    /** Whether the provider has not taken it. */
    public boolean isUnsent() {
        return state == State.TO_SEND || state == State.REFUSED;
    }
}
