package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import entrepot.ledger.AccountKind;
import java.time.Instant;

/**
 * An amount by hand for one member.
 *
 * @param account COMMISSION_DUE or DEALER_DUE
 * @param amount  positive for the member, negative against it
 * @param maker   who proposed it
 * @param own     whether the one who asks proposed it
 * @param checker who decided; null until then
 * @param verdict why it was rejected; empty else
 * @param paper   whether one was handed in with it
 */
public record Adjustment(String code, OrganisationId organisation, AccountKind account, Money amount, String reason, State state,
                         String maker, Instant proposedAt, boolean own, String checker, Instant decidedAt, String verdict, boolean paper) {

    /** Proposed by one, decided by another. */
    public enum State {
        PROPOSED, APPROVED, REJECTED;

        /** Which state may follow which. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(PROPOSED, APPROVED, REJECTED);
    }
}
