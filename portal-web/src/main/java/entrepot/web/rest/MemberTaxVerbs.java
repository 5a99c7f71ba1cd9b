package entrepot.web.rest;

import entrepot.network.Organisations;
import entrepot.tax.Certificate;
import entrepot.tax.Filings;
import entrepot.tax.TaxMethod;
import entrepot.tax.Withholding;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.YearMonth;
import java.util.List;

/** What was withheld of a member's payments, and the papers about it. */
public abstract class MemberTaxVerbs extends TaxVerbs {

    @Inject
    private Withholding withholding;
    @Inject
    private Filings filings;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    /** One certificate for each month of payment in which something was paid, over all memberships of the person, the latest first; of one {@code year}, or all. */
    @GET
    @Path("certificates")
    public List<Certificate> certificates(@QueryParam("year") Integer year) {
        String code = organisations.get(actor.get(), actor.get().organisation()).code();
        return withholding.register(actor.get(), null, null, Withholding.LIST_MAX).stream().filter(row -> row.method() != TaxMethod.NONE)
                .map(row -> YearMonth.from(row.payDate())).filter(month -> year == null || month.getYear() == year).distinct()
                .map(month -> filings.certificate(actor.get(), code, month.getYear(), month.getMonthValue())).toList();
    }
}
