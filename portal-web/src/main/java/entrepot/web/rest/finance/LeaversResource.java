package entrepot.web.rest.finance;

import entrepot.kernel.Problem;
import entrepot.network.Organisation;
import entrepot.platform.access.Requires;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.settlement.Leavers;
import entrepot.settlement.Leaving;
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
import java.time.Instant;
import java.util.List;

/** Members whose membership ends, by {@link Leavers}: what is still open of each, and its steps to the end. */
@Path("finance/v1/leavers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class LeaversResource {

    @Inject
    private Leavers leavers;
    @Inject
    private Settlements settlements;
    @Inject
    private CurrentActor actor;

    /** A member that leaves. */
    public record Member(String code, String name, String state) {

        static Member of(Organisation member) {
            return new Member(member.code(), member.name(), member.state());
        }
    }

    /**
     * A leaver and what is still open of it.
     *
     * @param shortened when two persons decided that its windows are not waited for; empty where they did not
     * @param windows   the proposal to do so that waits
     * @param deposit   the proposals about its deposit that wait
     * @param settles   whether the final run can be started
     * @param closes    whether nothing is left
     */
    public record Leaver(Member member, List<Leaving.Open> open, Instant shortened, String windows, List<String> deposit, boolean settles, boolean closes) {

        static Leaver of(Leaving leaving) {
            return new Leaver(Member.of(leaving.member()), leaving.open(), leaving.shortened(), leaving.windows(), leaving.deposit(), leaving.settles(),
                    leaving.closes());
        }
    }

    /** The final run that was started. */
    public record Started(String run, String state) {
    }

    /** In order of their codes. */
    @GET
    public Paged<Member> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(leavers.list(actor.get(), after, rows + 1), rows, Organisation::code).map(Member::of);
    }

    /** What is still open of one. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Leaver.of(leavers.get(actor.get(), code)));
    }

    /** Proposes not to wait for its windows: what it earned is due at once. A second proposal takes the first one's place, so it needs no key. */
    @POST
    @Path("{code}/windows")
    @Requires(SettlementPermission.RUN)
    public Leaver shorten(@PathParam("code") String code, Body<Reason> body) {
        return of(code, () -> leavers.proposeShortening(actor.get(), code, Reason.required(body)));
    }

    /** Approves that; by another person. */
    @POST
    @Path("{code}/windows/approve")
    public Leaver approveShortening(@PathParam("code") String code) {
        return Leaver.of(leavers.approveShortening(actor.get(), windows(code)));
    }

    /** Rejects that with a reason; by another person. */
    @POST
    @Path("{code}/windows/reject")
    @Requires(SettlementPermission.APPROVE)
    public Leaver rejectShortening(@PathParam("code") String code, Body<Reason> body) {
        return of(code, () -> {
            String why = Reason.required(body);
            leavers.rejectShortening(actor.get(), windows(code), why);
        });
    }

    private String windows(String code) {
        String waiting = leavers.get(actor.get(), code).windows();
        if (waiting == null) {
            throw new Problem(ApprovalProblem.ALREADY_DECIDED).with("code", code).with("state", "");
        }
        return waiting;
    }

    /** Starts its final run, which pays any amount; the same key and body answer the same. */
    @POST
    @Path("{code}/settle")
    @Requires(SettlementPermission.RUN)
    public Started settle(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<Reason> body) {
        return Thing.first(() -> leavers.get(actor.get(), code), () -> {
            SettlementRun run = settlements.startOffCycle(actor.get(), code, true, Reason.required(body), key);
            return new Started(run.code(), run.state().name());
        });
    }

    /** Proposes what becomes of its deposit: so much as is owed is kept, the rest goes back. While a proposal waits it is refused, so it needs no key. */
    @POST
    @Path("{code}/deposit")
    @Requires(SettlementPermission.RUN)
    public Leaver deposit(@PathParam("code") String code, Body<Reason> body) {
        return of(code, () -> leavers.proposeDeposit(actor.get(), code, Reason.required(body)));
    }

    /** Approves all that is proposed about its deposit; by another person. */
    @POST
    @Path("{code}/deposit/approve")
    public Leaver approveDeposit(@PathParam("code") String code) {
        return Leaver.of(leavers.approveDeposit(actor.get(), code));
    }

    /** Closes a membership of which nothing is left. */
    @POST
    @Path("{code}/close")
    @Requires(SettlementPermission.RUN)
    public Member close(@PathParam("code") String code, Body<Reason> body) {
        return Member.of(Thing.first(() -> leavers.get(actor.get(), code), () -> leavers.close(actor.get(), code, Reason.required(body))));
    }

    private Leaver of(String code, Runnable deed) {
        return Thing.first(() -> leavers.get(actor.get(), code), () -> {
            deed.run();
            return Leaver.of(leavers.get(actor.get(), code));
        });
    }
}
