package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.tax.Filing;
import entrepot.tax.Filings;
import entrepot.tax.TaxPermission;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Thing;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** What was withheld of a month's payments, as reported to the tax office, by {@link Filings}. */
@Path("finance/v1/tax-filings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class TaxFilingsResource {

    @Inject
    private Filings filings;
    @Inject
    private CurrentActor actor;

    /** A filing; {@code paidOn} is null until it was paid over. */
    public record Answer(String code, String month, int persons, int unnamed, Money gross, Money tax, String by, Instant at, LocalDate paidOn, String reference) {

        static Answer of(Filing filing) {
            return new Answer(filing.code(), filing.month().toString(), filing.persons(), filing.unnamed(), filing.gross(), filing.tax(), filing.by(),
                    filing.at(), filing.paidOn(), filing.reference());
        }
    }

    /** A person with all that it was paid in the month, over all its memberships; the number is in clear. */
    public record Row(String name, String number, String method, int payments, Money gross, Money tax) {
    }

    /** @param month of payment, such as {@code 2026-10} */
    public record Month(String month) {
    }

    /** @param reference the bank's */
    public record Paid(String reference) {
    }

    /** Newest first, 200 at most. */
    @GET
    public Paged<Answer> list() {
        return new Paged<>(filings.list(actor.get()).stream().map(Answer::of).toList(), null);
    }

    /** One filing. */
    @GET
    @Path("{code}")
    public Answer get(@PathParam("code") String code) {
        return Answer.of(filings.get(actor.get(), code));
    }

    /** Its rows, one a person. */
    @GET
    @Path("{code}/rows")
    public List<Row> rows(@PathParam("code") String code) {
        return filings.rows(actor.get(), code).stream().map(row -> new Row(row.name(), row.number(), row.method().name(), row.payments(), row.gross(), row.tax()))
                .toList();
    }

    /** Takes all of a month that is not filed into a filing: 201; the same key and month answer the same. */
    @POST
    @Requires(TaxPermission.FILE)
    public Response file(@HeaderParam(IdempotencyKey.HEADER) String key, Body<Month> body) {
        String month = Body.required(body, "month").month();
        if (month == null) {
            throw Problem.missing("month");
        }
        YearMonth asked;
        try {
            asked = YearMonth.parse(month);
        } catch (DateTimeException nonsense) {
            throw Problem.invalid("month", month);
        }
        Answer made = Answer.of(filings.file(actor.get(), asked, key));
        return Response.created(URI.create("finance/v1/tax-filings/" + made.code())).entity(made).build();
    }

    /** The tax office has its money; by another person than who made the filing. */
    @POST
    @Path("{code}/paid")
    @Requires(TaxPermission.PAY)
    public Answer paid(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<Paid> body) {
        return Answer.of(Thing.first(() -> filings.get(actor.get(), code),
                () -> filings.paidOver(actor.get(), code, Body.required(body, "reference").reference(), key)));
    }
}
