package entrepot.wallet;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * @param amount        in major units of the tenant's currency
 * @param transferredOn the day of the transfer, in the tenant's zone
 * @param reference     of the member's bank, 1 to 100 characters
 * @param proof         up to 500 characters, may be empty
 */
public record ReportTopUp(BigDecimal amount, LocalDate transferredOn, String reference, String proof) {
}
