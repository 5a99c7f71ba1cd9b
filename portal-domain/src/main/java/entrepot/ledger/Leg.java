package entrepot.ledger;

import entrepot.kernel.Money;

/** One side of a posting. {@code amount} is positive for a debit, negative for a credit, never zero. */
public record Leg(Account account, Money amount) {

    public static Leg debit(Account account, Money amount) {
        return new Leg(account, amount);
    }

    public static Leg credit(Account account, Money amount) {
        return new Leg(account, amount.negated());
    }
}
