package entrepot.wallet;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Money on its way into a member's wallet: a transfer that the member says it made, one that was found at the bank by the member's reference, or a
 * payment at a gateway.
 *
 * @param amount        as the member said; of what nobody reported, what came
 * @param received      what really came, where that is another amount; null otherwise
 * @param transferredOn the day on which the member paid
 * @param reference     what its bank shows, such as the transfer's number; unique for the member
 * @param proof         anything that helps finance to find it
 * @param proofType     of the picture or PDF that the member handed in; null where there is none
 * @param refunded      how much of it went back; zero as a rule
 * @param reason        why it was rejected or came back; empty otherwise
 */
public record TopUp(String code, OrganisationId organisation, Money amount, Money received, LocalDate transferredOn, String reference,
                    String proof, String proofType, Source source, State state, String reportedBy, Instant reportedAt,
                    Money refunded, String reason) {

    /** How the money comes. */
    public enum Source { TRANSFER, GATEWAY }

    /** What became of it. */
    public enum State {
        REPORTED, CONFIRMED, REJECTED, BOUNCED;

        /** Which state may follow which. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(REPORTED, CONFIRMED, REJECTED).allow(CONFIRMED, BOUNCED);
    }

    /** What counts: what came, or as long as that is not known what was said. */
    public Money credited() {
        return received == null ? amount : received;
    }
}
