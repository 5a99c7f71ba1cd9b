package entrepot.invoicing;

import java.time.LocalDate;

/** A tax invoice over all that was shipped from the first to the last of these days and stands on none yet, to the member's own invoice data. */
public record RequestFapiao(LocalDate from, LocalDate to, Fapiao.Type type) {
}
