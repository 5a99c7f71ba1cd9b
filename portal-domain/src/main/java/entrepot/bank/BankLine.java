package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One movement at the bank.
 *
 * @param amount    what came in is positive
 * @param settledAs what it was; null while it is open
 * @param target    the code of what it was for; empty where there is none
 */
public record BankLine(String code, String statement, String account, int no, LocalDate bookedOn, LocalDate valueOn, Money amount, String name,
                       String payerAccount, String text, String endToEnd, String servicer, String kindCode, boolean returned, State state,
                       MatchKind settledAs, String target, OrganisationId organisation, String settledBy, Instant settledAt, String reason) {

    /** Whether somebody has said what it is. */
    public enum State {
        OPEN, SETTLED;

        /** What was wrong is opened again by two persons: what it was is reversed in the books, and stays there. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class).allow(OPEN, SETTLED).allow(SETTLED, OPEN);
    }

    public boolean isIncoming() {
        return amount.isPositive();
    }
}
