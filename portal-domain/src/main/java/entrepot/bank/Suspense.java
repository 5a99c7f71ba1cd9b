package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;

/**
 * Money that nobody knew.
 *
 * @param line   the code of the movement at the bank
 * @param payer  as the bank names who paid or was paid
 * @param to     where it went; null until it was cleared
 */
public record Suspense(String code, String line, Money amount, String payer, String text, State state, String reason, String openedBy, Instant openedAt, To to,
                       OrganisationId organisation, Instant clearedAt) {

    /** What became of it. */
    public enum State {
        OPEN, PROPOSED, CLEARED, WITHDRAWN;

        /** Clearing it is proposed by one and approved by another, or rejected and proposed anew. Withdrawn where its line is opened again. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class).allow(OPEN, PROPOSED, WITHDRAWN).allow(PROPOSED, OPEN, CLEARED);
    }

    /** Whose it turned out to be. */
    public enum To {
        /** A member's: SUSPENSE → WALLET. */
        WALLET,
        /** What a member owed: SUSPENSE → RECEIVABLE. */
        RECEIVABLE,
        /** Nobody's here: SUSPENSE → BANK, sent back by hand; the bank's statement will show it. */
        BACK,
        /** The bank's own: PAYMENT_FEES. */
        FEES,
        /** None of these, with a good reason: ADJUSTMENTS. */
        ADJUSTMENTS
    }
}
