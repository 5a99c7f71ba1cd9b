package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.SettlementRun;
import entrepot.settlement.Settlements;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Thing;
import entrepot.web.rest.Versions;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;

/** Settlement runs, by {@link Settlements}. */
@Path("finance/v1/settlement-runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class SettlementRunResource {

    @Inject
    private Settlements settlements;
    @Inject
    private CurrentActor actor;

    /** The month to settle, such as {@code 2026-10}. */
    public record NewRun(String month) {
    }

    /** The hash of the totals that were looked at, as the run tells it. */
    public record Approval(String totalsHash) {
    }

    /** A run; {@code totals} and {@code totalsHash} are there once it is calculated. */
    public record Run(String code, String month, String state, Money minimum, String startedBy, Instant startedAt,
                      String submittedBy, String checkedBy, SettlementRun.Totals totals, String totalsHash,
                      String problem) {

        static Run of(SettlementRun run) {
            return new Run(run.code(), run.month().toString(), run.state().name(), run.minimum(), run.startedBy(),
                    run.startedAt(), run.submittedBy(), run.checkedBy(), run.totals(), run.totalsHash(),
                    run.problem());
        }
    }

    /** Starts a run: 201 with its address in {@code Location}; the same key and body answer the same. */
    @POST
    @Requires(SettlementPermission.RUN)
    public Response start(@HeaderParam(IdempotencyKey.HEADER) String key, Body<NewRun> body) {
        SettlementRun started = settlements.start(actor.get(), month(Body.required(body, "month")), key);
        return Response.created(URI.create("finance/v1/settlement-runs/" + started.code())).entity(Run.of(started))
                .build();
    }

    /** Newest first. */
    @GET
    public Paged<Run> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(settlements.list(actor.get(), after, rows + 1), rows,
                SettlementRun::code).map(Run::of);
    }

    /** One settlement run with its totals. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Run.of(settlements.get(actor.get(), code)));
    }

    /** Hands the run to who approves it; a run that waits for that already answers the same, so it needs no key. */
    @POST
    @Path("{code}/submit")
    public Run submit(@PathParam("code") String code) {
        return Run.of(settlements.submit(actor.get(), code));
    }

    /** Approves the totals with that hash; by another person than who started and submitted it. */
    @POST
    @Path("{code}/approve")
    @Requires(SettlementPermission.APPROVE)
    public Run approve(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key,
                       Body<Approval> body) {
        return Run.of(Thing.first(() -> settlements.get(actor.get(), code), () -> {
            Approval approval = Body.required(body, "totalsHash");
            if (approval.totalsHash() == null) {
                throw Problem.missing("totalsHash");
            }
            return settlements.approve(actor.get(), code, approval.totalsHash(), key);
        }));
    }

    private static YearMonth month(NewRun run) {
        if (run.month() == null) {
            throw Problem.missing("month");
        }
        try {
            return YearMonth.parse(run.month());
        } catch (DateTimeException wrong) {
            throw Problem.invalid("month", run.month());
        }
    }
}
