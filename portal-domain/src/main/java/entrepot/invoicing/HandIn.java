package entrepot.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * An invoice that a member hands in for a statement.
 *
 * @param sellerTax the tax number on it of who wrote it
 * @param buyerTax  of to whom it is written
 * @param net       in major units
 * @param vat       in major units; zero where it says none
 */
public record HandIn(String statement, String number, LocalDate issuedOn, String sellerTax, String buyerTax, BigDecimal net, BigDecimal vat) {
}
