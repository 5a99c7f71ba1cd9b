package entrepot.ledger;

import entrepot.kernel.Money;

/**
 * What an account did in some days. Opening, closing and what moved are signed by the account's normal side.
 *
 * @param added   what was added to the balance
 * @param taken   what was taken from it, as a positive amount
 * @param entries how many
 */
public record AccountStatement(Account account, Money opening, Money added, Money taken, Money closing, long entries) {

    /** Opening and what moved come to the closing balance. */
    public boolean holds() {
        return opening.plus(added).minus(taken).equals(closing);
    }
}
