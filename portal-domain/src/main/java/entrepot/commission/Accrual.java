package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;

/**
 * What one organisation earned on one line of a consignment under one rule. Reversed, never edited.
 *
 * @param consignment the consignment's code, {@code line} its line
 * @param earned      to whom it belongs
 * @param seller      who sold
 * @param reversed    what was taken back so far
 * @param accruedAt   when the consignment was delivered
 * @param dueAt       when its return window closes
 */
public record Accrual(String code, String consignment, int line, String order, String sku, int quantity,
                      Rule.Earner earner, OrganisationId earned, OrganisationId seller, Money amount, Money reversed,
                      State state, Instant accruedAt, Instant dueAt, Explanation explanation) {

    /** Where the money stands: waiting for the window to close, due at the next settlement, taken back whole. */
    public enum State {
        PENDING, DUE, REVERSED;

        /** Which state may follow which. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(PENDING, DUE, REVERSED)
                .allow(DUE, REVERSED);
    }

    /** What is left of it. */
    public Money left() {
        return amount.minus(reversed);
    }
}
