package entrepot.wallet;

import entrepot.kernel.Money;

/**
 * @param available what may be spent without the credit line; negative while that is in use
 * @param held      set aside for orders that have not shipped
 * @param creditLimit how far below zero {@code available} may go
 */
public record Balance(Money available, Money held, Money creditLimit) {

    /** What may still be spent. */
    public Money spendable() {
        return available.plus(creditLimit);
    }
}
