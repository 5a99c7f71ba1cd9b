package entrepot.wallet;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A transfer that a member says it made to headquarters' bank account.
 *
 * @param transferredOn the day on which the member paid
 * @param reference     what its bank shows, such as the transfer's number; unique for the member
 * @param proof         anything that helps finance to find it
 * @param reason        why it was rejected; empty otherwise
 */
public record TopUp(String code, OrganisationId organisation, Money amount, LocalDate transferredOn, String reference,
                    String proof, State state, String reportedBy, Instant reportedAt, String reason) {

    /** What became of it. */
    public enum State {
        REPORTED, CONFIRMED, REJECTED;

        /** Which state may follow which. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(REPORTED, CONFIRMED, REJECTED);
    }
}
