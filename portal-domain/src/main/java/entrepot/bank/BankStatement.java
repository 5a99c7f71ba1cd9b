package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A statement as it was taken.
 *
 * @param number the bank's own; empty where its file has none
 * @param proved whether the bank's file itself says opening and closing; otherwise the opening is the closing before it
 * @param lines  how many were taken
 * @param open   how many of them nobody has settled yet
 */
public record BankStatement(String code, String account, String accountName, String importCode, String format, String number, LocalDate from, LocalDate to,
                            Money opening, Money closing, boolean proved, int lines, int open, State state, Instant importedAt) {

    /** Whether lines are open. */
    public enum State {
        OPEN, DONE;

        /** Open again where one of its lines is. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class).allow(OPEN, DONE).allow(DONE, OPEN);
    }
}
