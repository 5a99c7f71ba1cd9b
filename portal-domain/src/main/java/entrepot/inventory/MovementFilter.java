package entrepot.inventory;

import java.time.LocalDate;

/**
 * Which movements are wanted; null or empty asks for all.
 *
 * @param warehouse its code
 * @param document  how the document begins: a code such as {@code TRF-261122-7K3F9Q}
 * @param from      the first business day
 * @param to        the last business day
 */
public record MovementFilter(String warehouse, String sku, Movement.Reason reason, String document, LocalDate from,
                             LocalDate to) {
}
