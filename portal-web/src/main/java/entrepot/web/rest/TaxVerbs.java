package entrepot.web.rest;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.network.Organisations;
import entrepot.tax.TaxExplanation;
import entrepot.tax.Withheld;
import entrepot.tax.Withholding;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;

/** The register of what was withheld: a member's own rows, for finance all. */
public abstract class TaxVerbs {

    @Inject
    private Withholding withholding;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    /** One payment: what a statement paid to a member, what was withheld, and every number from which it was found. */
    public record Row(long no, String statement, String member, LocalDate payDate, Money gross, Money tax, TaxExplanation explanation, String filing) {
    }

    /** The register, the latest first; of one {@code month} of payment such as {@code 2026-10}, or all. */
    @GET
    @Path("withheld")
    public Paged<Row> withheld(@QueryParam("month") String month, @QueryParam("after") Long after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(withholding.register(actor.get(), month(month), after, rows + 1), rows, row -> Long.toString(row.no())).map(this::row);
    }

    private static YearMonth month(String text) {
        try {
            return text == null || text.isEmpty() ? null : YearMonth.parse(text);
        } catch (DateTimeException nonsense) {
            throw Problem.invalid("month", text);
        }
    }

    private Row row(Withheld of) {
        return new Row(of.no(), of.statement(), organisations.get(actor.get(), of.organisation()).code(), of.payDate(), of.gross(), of.tax(), of.why(), of.filing());
    }
}
