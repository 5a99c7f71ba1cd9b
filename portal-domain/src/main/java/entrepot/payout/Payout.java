package entrepot.payout;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One amount on its way from PAYABLE to a member.
 *
 * @param causeType what made it payable: {@code statement}, {@code withdrawal} or {@code deposit}
 * @param reason    why it waits again, in the bank's words; empty otherwise
 * @param heldBy    the rule that held it out of the last batch, {@code payout.rule.<rule>}; empty otherwise
 * @param attempts  how often it came back
 * @param reference the bank's, once it is paid or said to be
 * @param batch     the code of the batch that it is in or left with; null where none
 * @param paidAt    null until it is
 */
public record Payout(String code, OrganisationId organisation, String causeType, String causeCode, Money amount, LocalDate dueOn, State state,
                     String reason, String heldBy, int attempts, String reference, String batch, String requestedBy, Instant requestedAt, Instant paidAt) {

    /** Where it is. */
    public enum State {
        WAITING, IN_BATCH, IN_TRANSIT, REPORTED, PAID, CANCELLED;

        /** What failed or came back waits again; what goes into the wallet skips the bank; what is said to be paid outside a batch is, once another person agrees. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(WAITING, IN_BATCH, REPORTED, PAID, CANCELLED)
                .allow(IN_BATCH, WAITING, IN_TRANSIT, PAID)
                .allow(IN_TRANSIT, PAID, WAITING)
                .allow(REPORTED, PAID, WAITING)
                .allow(PAID, WAITING);
    }

    /** What the bank calls it: the code, and from the second try on which one; at most 22 characters. */
    public String endToEnd() {
        return endToEnd(code, attempts);
    }

    static String endToEnd(String code, int attempts) {
        return attempts == 0 ? code : code + "-" + (attempts + 1);
    }
}
