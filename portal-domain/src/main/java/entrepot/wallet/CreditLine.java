package entrepot.wallet;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How far below zero a member's wallet may go, as two persons approved it.
 *
 * @param approved     what they approved
 * @param granted      what is left of it after it was lowered
 * @param overdue      what was past its due date when it was last looked at
 * @param overdueSince the oldest due date that had passed; null where nothing is overdue
 * @param proposal     the code of the proposal that was approved
 * @param stoppedWhy   empty where it was not
 */
public record CreditLine(String code, OrganisationId organisation, Money approved, Money granted, CreditTerms terms, State state, Money overdue,
                         LocalDate overdueSince, LocalDate lookedOn, String proposal, String stoppedWhy, Instant approvedAt) {

    /** Where it is. A line that is stopped or has ended goes on to tell when its debts are due. */
    public enum State {
        WAITING, ACTIVE, STOPPED, ENDED, REPLACED;

        /** None becomes active again: that takes another line, and two persons. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(WAITING, ACTIVE, STOPPED, REPLACED)
                .allow(ACTIVE, STOPPED, ENDED, REPLACED)
                .allow(STOPPED, REPLACED)
                .allow(ENDED, REPLACED);
    }

    /** Whether orders are refused because something is overdue. */
    public boolean isBlocked() {
        return overdue.isPositive();
    }
}
