package entrepot.ledger;

import entrepot.kernel.Money;

/** All accounts of one kind together: what was debited and what was credited to them. */
public record TrialLine(AccountKind kind, long accounts, Money debit, Money credit) {

    /** Signed by the kind's normal side. */
    public Money balance() {
        return kind.side() == AccountKind.Side.DEBIT ? debit.minus(credit) : credit.minus(debit);
    }
}
