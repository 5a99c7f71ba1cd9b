package entrepot.invoicing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.time.LocalDate;

/**
 * What a member still owes on one charge.
 *
 * @param open  more than zero
 * @param dueOn the day by which it is to be paid, in the tenant's zone
 */
public record OpenReceivable(String code, OrganisationId organisation, ReceivableKind kind, Money open, LocalDate dueOn) {
}
