package entrepot.wallet;

import entrepot.kernel.Money;
import java.time.LocalDate;

/**
 * What a member may still spend.
 *
 * @param overdue what blocks its credit line; zero where nothing does
 * @param since   when that was due; null where nothing is overdue
 */
public record Spendable(Money money, Money overdue, LocalDate since) {

    /** After so much was spent. */
    public Spendable minus(Money spent) {
        return new Spendable(money.minus(spent), overdue, since);
    }
}
