package entrepot.tax;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.time.LocalDate;

/**
 * One row of the register: what a statement paid to an organisation and what was withheld of it.
 *
 * @param filing the code of the filing that it stands in; null while it stands in none
 */
public record Withheld(long no, String statement, OrganisationId organisation, LocalDate payDate, Money gross, Money tax, TaxMethod method, TaxExplanation why,
                       String filing) {
}
