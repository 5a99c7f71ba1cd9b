package entrepot.catalog;

import entrepot.kernel.Money;

/**
 * A product as lists show it.
 *
 * @param lowest  the lowest retail price of its variants; null while it has none
 * @param toReview how many of its variants a person should look at
 */
public record ProductLine(String handle, String title, String vendor, String category, ProductState state,
                          int variants, Money lowest, Money highest, int toReview, String imageUrl) {
}
