package entrepot.tax;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;

/** What is withheld of a payment, never negative and never more than it, with every number behind it. */
public record Assessed(OrganisationId organisation, Money tax, TaxExplanation why) {
}
