package entrepot.invoicing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;

/**
 * Finance has accepted a member's invoice for its statement: what waited for it may be paid.
 *
 * @param statement the statement's code
 * @param vat       the tax on it that headquarters may deduct; zero where it says none
 */
public record MemberInvoiceAccepted(String statement, OrganisationId organisation, String number, Money net, Money vat)
        implements Fact {
}
