package entrepot.ledger;

import entrepot.kernel.Money;
import java.time.Instant;

/**
 * What one posting did to one account.
 *
 * @param amount  signed by the account's normal side: positive adds to its balance
 * @param balance of the account after it
 * @param at      business time
 */
public record Entry(PostingKey posting, Money amount, Money balance, String note, Instant at) {
}
