package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import entrepot.ledger.PostingKey;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A member says that one line of its statement is wrong.
 *
 * @param statement  the statement on which the line stands
 * @param line       the posting behind the line
 * @param on         the line's day
 * @param lineAmount the line as it stands; a deduction is negative
 * @param held       what waits while it is open: the line if it is earned, nothing of a deduction or of what was issued before
 * @param claimed    what the member says that the line should be; null if it did not say
 * @param file       code of the proof that was attached; null without one
 * @param deadline   until when headquarters answers
 * @param granted    what the line should have been, as headquarters says; null before, and when it was rejected
 * @param answeredBy who at headquarters; for the member headquarters itself, by the brand's name
 * @param proposed   an answer that gives money and waits for a second person; null where none does
 */
public record Dispute(String code, OrganisationId organisation, String statement, PostingKey line, LocalDate on,
                      Money lineAmount, Money held, Money claimed, State state, String reason, String file,
                      String raisedBy, Instant raisedAt, Instant deadline, String answer, Money granted,
                      Proposed proposed, String answeredBy, Instant answeredAt) {

    /** What became of it. Held out of payment while OPEN; the rest of the statement is paid. */
    public enum State {
        OPEN, ACCEPTED, REJECTED, WITHDRAWN;

        /** Which state may follow which: what is answered stays so. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(OPEN, ACCEPTED, REJECTED, WITHDRAWN);
    }

    /**
     * An answer that gives the member money and waits for a second person.
     *
     * @param by  who proposed it
     * @param own whether the actor did, who then cannot approve it
     */
    public record Proposed(Money granted, String answer, String by, Instant at, boolean own) {
    }

    /** What is posted when it is accepted: the difference to the line; null before. */
    public Money followUp() {
        return granted == null ? null : granted.minus(lineAmount);
    }

    /** Whether headquarters should have answered by then. */
    public boolean isLate(Instant now) {
        return state == State.OPEN && now.isAfter(deadline);
    }
}
