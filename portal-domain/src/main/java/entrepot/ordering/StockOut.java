package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Goods of an order that nobody can ship, and what was chosen.
 *
 * @param consignment  the code of the consignment
 * @param answerBy     what is not answered until then is refunded
 * @param waitUntil    the last day to wait for goods; null unless somebody chose to wait
 * @param buyerAskedAt when a link for the buyer was made; null where none was
 * @param difference   what a substitute cost more (or, negative, less) than was agreed
 */
public record StockOut(long id, String order, String consignment, OrganisationId seller, StockOutState state,
                       Instant askedAt, Instant answerBy, LocalDate waitUntil, Instant buyerAskedAt, String chosenBy,
                       Instant chosenAt, Money difference) {
}
