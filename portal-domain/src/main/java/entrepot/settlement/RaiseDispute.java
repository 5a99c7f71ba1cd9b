package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.ledger.PostingKey;
import entrepot.platform.files.Proof;

/**
 * A member disputes a line.
 *
 * @param statement its statement
 * @param line      the line, by its posting
 * @param claimed   what the line should be; null if the member does not know
 * @param reason    why, 1 to 1,000 characters
 * @param file      the proof; null without one
 */
public record RaiseDispute(String statement, PostingKey line, Money claimed, String reason, Proof file) {
}
