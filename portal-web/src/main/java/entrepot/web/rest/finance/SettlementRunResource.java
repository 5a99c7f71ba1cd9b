package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.network.Organisations;
import entrepot.platform.access.Requires;
import entrepot.settlement.LeftOut;
import entrepot.settlement.LeftOuts;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.SettlementRun;
import entrepot.settlement.Settlements;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Reason;
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
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;

/** Settlement runs, by {@link Settlements}. */
@Path("finance/v1/settlement-runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class SettlementRunResource {

    private static final int MONTH_LENGTH = 7;

    @Inject
    private Settlements settlements;
    @Inject
    private LeftOuts leftOuts;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    /** The month to settle, such as {@code 2026-10}; or the first day of a half month or week, such as {@code 2026-10-16}. */
    public record NewRun(String month) {
    }

    /**
     * A run of one member alone.
     *
     * @param organisation the member's code
     * @param last         whether it is the final settlement of a leaver, which pays any amount
     */
    public record OffCycle(String organisation, Boolean last, String reason) {
    }

    /**
     * Somebody, or something of somebody, that a run does not pay.
     *
     * @param organisation the member's code
     * @param statement    the run's statement for it, where it has one
     * @param entries      how many entries came after the period
     * @param run          the run that has it in hand instead; empty for other reasons
     */
    public record Left(String why, String organisation, String statement, Money amount, long entries, String run) {
    }

    /** The hash of the totals that were looked at, as the run tells it. */
    public record Approval(String totalsHash) {
    }

    /**
     * A run; {@code totals}, {@code totalsHash} and {@code payOn} are there once it is calculated, {@code objectionsUntil} once it is previewed.
     *
     * @param kind    MONTH, HALF_MONTH, WEEK or OFF_CYCLE
     * @param last    whether it is the final settlement of a leaver
     * @param failing what the program failed at and tries again by itself; not there while it goes on
     */
    public record Run(String code, String kind, boolean last, String month, String state, Money minimum, String startedBy, Instant startedAt,
                      Instant objectionsUntil, LocalDate payOn, String submittedBy, String checkedBy, SettlementRun.Totals totals, String totalsHash,
                      String problem, SettlementRun.Failing failing) {

        static Run of(SettlementRun run) {
            return new Run(run.code(), run.kind().name(), run.last(), run.month().toString(), run.state().name(), run.minimum(), run.startedBy(),
                    run.startedAt(), run.objectionsUntil(), run.payOn(), run.submittedBy(), run.checkedBy(), run.totals(), run.totalsHash(),
                    run.problem(), run.failing());
        }
    }

    /** Starts a run: 201 with its address in {@code Location}; the same key and body answer the same. */
    @POST
    @Requires(SettlementPermission.RUN)
    public Response start(@HeaderParam(IdempotencyKey.HEADER) String key, Body<NewRun> body) {
        String month = Body.required(body, "month").month();
        if (month == null) {
            throw Problem.missing("month");
        }
        SettlementRun started = month.length() == MONTH_LENGTH ? settlements.start(actor.get(), month(month), key)
                : settlements.start(actor.get(), day(month), key);
        return Response.created(URI.create("finance/v1/settlement-runs/" + started.code())).entity(Run.of(started))
                .build();
    }

    /** Starts a run of one member alone, up to now: 201 with its address in {@code Location}; the same key and body answer the same. */
    @POST
    @Path("off-cycle")
    @Requires(SettlementPermission.RUN)
    public Response startOffCycle(@HeaderParam(IdempotencyKey.HEADER) String key, Body<OffCycle> body) {
        OffCycle asked = Body.required(body, "organisation");
        if (asked.organisation() == null) {
            throw Problem.missing("organisation");
        }
        SettlementRun started = settlements.startOffCycle(actor.get(), asked.organisation(), Boolean.TRUE.equals(asked.last()), asked.reason(), key);
        return Response.created(URI.create("finance/v1/settlement-runs/" + started.code())).entity(Run.of(started)).build();
    }

    /** Takes a run back before it is approved, with a reason; one that was taken back already is refused, so it needs no key. */
    @POST
    @Path("{code}/cancel")
    @Requires(SettlementPermission.RUN)
    public Run cancel(@PathParam("code") String code, Body<Reason> body) {
        return Run.of(Thing.first(() -> settlements.get(actor.get(), code), () -> settlements.cancel(actor.get(), code, Reason.required(body))));
    }

    /** Who should approve it sends it back instead, with a reason. */
    @POST
    @Path("{code}/reject")
    @Requires(SettlementPermission.APPROVE)
    public Run reject(@PathParam("code") String code, Body<Reason> body) {
        return Run.of(Thing.first(() -> settlements.get(actor.get(), code), () -> settlements.reject(actor.get(), code, Reason.required(body))));
    }

    /** How many members are left out of the run for which reason, and with what. */
    @GET
    @Path("{code}/left-out/counts")
    public List<LeftOut.Count> leftOutCounts(@PathParam("code") String code) {
        return leftOuts.counts(actor.get(), code);
    }

    /** Who is left out for a reason such as {@code BELOW_MINIMUM}, {@code LATER} unless told; {@code after} is a member's code. */
    @GET
    @Path("{code}/left-out")
    public Paged<Left> leftOut(@PathParam("code") String code, @QueryParam("why") String why, @QueryParam("after") String after,
                               @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        LeftOut.Why asked = why == null ? LeftOut.Why.LATER : Arrays.stream(LeftOut.Why.values()).filter(each -> each.name().equals(why)).findFirst()
                .orElseThrow(() -> Problem.invalid("why", why));
        return Paged.of(leftOuts.list(actor.get(), code, asked, after, rows + 1).stream().map(one -> new Left(one.why().name(),
                organisations.get(actor.get(), one.organisation()).code(), one.statement(), one.amount(), one.entries(), one.other())).toList(), rows,
                Left::organisation);
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

    private static YearMonth month(String month) {
        try {
            return YearMonth.parse(month);
        } catch (DateTimeException wrong) {
            throw Problem.invalid("month", month);
        }
    }

    private static LocalDate day(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeException wrong) {
            throw Problem.invalid("month", day);
        }
    }
}
