package entrepot.tax;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;

/** What an organisation is to be paid, before tax; nothing is withheld of what is not positive. */
public record Taxable(OrganisationId organisation, Money gross) {
}
