package entrepot.invoicing;

/**
 * To whom an invoice is written, or who writes one.
 *
 * @param title     the registered name
 * @param taxNumber checked, in capitals
 */
public record Party(String title, String taxNumber, String address, String phone, String bank, String bankAccount, String email) {
}
