package entrepot.ledger;

import entrepot.kernel.Money;

/**
 * All accounts of one kind at the beginning and the end of some days. Opening and closing are debit-positive, so that each column of a trial
 * balance comes to zero.
 */
public record BalanceLine(AccountKind kind, long accounts, Money opening, Money debit, Money credit) {

    public Money closing() {
        return opening.plus(debit).minus(credit);
    }

    /** The closing balance signed by the kind's normal side. */
    public Money balance() {
        return kind.side() == AccountKind.Side.DEBIT ? closing() : closing().negated();
    }

    /** The opening balance signed by the kind's normal side. */
    public Money openingBalance() {
        return kind.side() == AccountKind.Side.DEBIT ? opening : opening.negated();
    }

    /** By how much the balance changed, signed by the kind's normal side. */
    public Money change() {
        return balance().minus(openingBalance());
    }
}
