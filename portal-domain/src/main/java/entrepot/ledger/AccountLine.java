package entrepot.ledger;

import entrepot.kernel.Money;

/** An account with its balance, signed by its normal side. @param limit how far below zero it may go; null where no limit is tested */
public record AccountLine(Account account, Money balance, Money limit, long entries) {
}
