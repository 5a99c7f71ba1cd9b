package entrepot.web.rest;

import entrepot.commission.CommissionPermission;
import entrepot.commission.Simulation;
import entrepot.commission.Simulations;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.network.Organisations;
import entrepot.platform.access.Requires;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a plan would have cost in a closed month, by {@link Simulations}. */
public abstract class SimulationVerbs {

    @Inject
    private Simulations simulations;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    private final Map<OrganisationId, String> codes = new HashMap<>();

    /** @param plan the code of a draft or of a version @param month a month that is closed */
    public record Start(String plan, YearMonth month) {
    }

    /**
     * A simulation; it goes on in the background, and its figures are there when it is DONE.
     *
     * @param hash    of the content that was simulated
     * @param done    of so many {@code lines}
     * @param changed lines of which a rule, an earner or an amount is different
     * @param before  what the month cost as posted, refunds taken off, bonuses and corrections included
     * @param after   what it would have cost
     */
    public record Run(String code, String plan, String hash, String month, String state, long lines, long done, int percent, long changed, Money before,
                      Money after, Money difference, int winners, int losers, String startedBy, Instant startedAt, Instant endedAt) {

        static Run of(Simulation run) {
            return new Run(run.code(), run.plan(), run.hash(), YearMonth.from(run.month()).toString(), run.state().name(), run.lines(), run.done(),
                    run.percent(), run.changed(), run.before(), run.after(), run.difference(), run.winners(), run.losers(), run.by(), run.startedAt(),
                    run.endedAt());
        }
    }

    /** What it means to a member; awards are bonuses and corrections, and part of the sums. */
    public record Member(String member, long lines, Money before, Money after, Money difference, Money awardsBefore, Money awardsAfter) {
    }

    /** What a rule gives a member on a line. */
    public record Part(String rule, String member, Money amount) {
    }

    /** A line of which something is different. */
    public record Line(String order, String consignment, int line, String sku, int quantity, String seller, List<Part> before, List<Part> after) {
    }

    /** Starts a simulation: 201 with its address. It posts nothing, so it needs no key. */
    @POST
    @Requires(CommissionPermission.PROPOSE)
    public Response start(Body<Start> body) {
        Start start = Body.required(body, "plan");
        if (start.plan() == null) {
            throw Problem.missing("plan");
        }
        String code = simulations.start(actor.get(), start.plan(), start.month());
        return Response.created(URI.create((actor.may("area:finance") ? "finance" : "hq") + "/v1/simulations/" + code))
                .entity(Run.of(simulations.get(actor.get(), code))).build();
    }

    /** One simulation: how far it is, and what came of it. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Run.of(simulations.get(actor.get(), code)));
    }

    /** Stops one that runs. */
    @POST
    @Path("{code}/cancel")
    public Run cancel(@PathParam("code") String code) {
        simulations.cancel(actor.get(), code);
        return Run.of(simulations.get(actor.get(), code));
    }

    /** Members by what changes for them: who gains most first, or with {@code losers=true} who loses most. */
    @GET
    @Path("{code}/members")
    public Paged<Member> members(@PathParam("code") String code, @QueryParam("losers") Boolean losers, @QueryParam("after") String after,
                                 @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        OrganisationId last = after == null ? null : organisations.byCode(actor.get(), after).id();
        return Paged.of(simulations.members(actor.get(), code, Boolean.TRUE.equals(losers), last, rows + 1), rows, each -> code(each.organisation()))
                .map(each -> new Member(code(each.organisation()), each.lines(), each.before(), each.after(), each.difference(), each.awardsBefore(),
                        each.awardsAfter()));
    }

    /** The lines that change, in the order in which they were delivered. */
    @GET
    @Path("{code}/lines")
    public Paged<Line> lines(@PathParam("code") String code, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(simulations.changed(actor.get(), code, after, rows + 1), rows, Simulation.Line::key).map(each -> new Line(each.order(),
                each.consignment(), each.line(), each.sku(), each.quantity(), code(each.seller()), parts(each.before()), parts(each.after())));
    }

    private List<Part> parts(List<Simulation.Part> parts) {
        return parts.stream().map(each -> new Part(each.rule(), code(each.earned()), each.amount())).toList();
    }

    private String code(OrganisationId id) {
        return codes.computeIfAbsent(id, each -> organisations.get(actor.get(), each).code());
    }
}
