package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.platform.access.Requires;
import entrepot.wallet.CreditLine;
import entrepot.wallet.CreditLines;
import entrepot.wallet.WalletPermission;
import entrepot.web.rest.Body;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Reason;
import entrepot.web.rest.Thing;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;

/** Credit lines, by {@link CreditLines}. */
@Path("finance/v1/credit-lines")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class CreditLinesResource {

    @Inject
    private CreditLines lines;
    @Inject
    private CurrentActor actor;

    /** A line: what two persons approved and what is left of it, its terms, and what is overdue. */
    public record Line(String code, String state, Money approved, Money granted, Integer periodDays, int freeDays, BigDecimal interestRate,
                       LocalDate validFrom, LocalDate validTo, Money overdue, LocalDate overdueSince) {

        static Line of(CreditLine line) {
            return new Line(line.code(), line.state().name(), line.approved(), line.granted(), line.terms().periodDays(), line.terms().freeDays(),
                    line.terms().interestRate(), line.terms().validFrom(), line.terms().validTo(), line.overdue(), line.overdueSince());
        }
    }

    /** A member's line with what is used and free of it now. */
    public record Listed(String member, Line line, Money used, Money free) {

        static Listed of(CreditLines.Listed listed) {
            return new Listed(listed.memberCode(), Line.of(listed.line()), listed.used(), listed.free());
        }
    }

    /** Less than what is granted, in major units, and why. */
    public record Less(BigDecimal limit, String reason) {
    }

    /** Newest first; {@code overdue=true} for those with something overdue. */
    @GET
    public Paged<Listed> list(@QueryParam("overdue") Boolean overdue, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(lines.list(actor.get(), Boolean.TRUE.equals(overdue), after, rows + 1), rows, each -> each.line().code()).map(Listed::of);
    }

    /** One line. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Line.of(lines.get(actor.get(), code)));
    }

    /** Grants less, at once; raising takes a proposal and another person. Again is refused, so it needs no key. */
    @POST
    @Path("{code}/lower")
    @Requires(WalletPermission.CREDIT_STOP)
    public Line lower(@PathParam("code") String code, Body<Less> body) {
        return Thing.first(() -> lines.get(actor.get(), code), () -> {
            Less less = Body.required(body, "limit");
            return Line.of(lines.lower(actor.get(), code, less.limit(), Objects.requireNonNullElse(less.reason(), "")));
        });
    }

    /** Stops it at once; what is used stays owed. */
    @POST
    @Path("{code}/stop")
    @Requires(WalletPermission.CREDIT_STOP)
    public Line stop(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> lines.get(actor.get(), code), () -> Line.of(lines.stop(actor.get(), code, Reason.required(body))));
    }
}
