package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.payout.Batch;
import entrepot.payout.Batches;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Release;
import entrepot.platform.access.Requires;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Batches of payouts, by {@link Batches}: prepared by one, approved by another, released with a code of the second factor. */
@Path("finance/v1/payout-batches")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class PayoutBatchResource {

    @Inject
    private Batches batches;
    @Inject
    private Release release;
    @Inject
    private CurrentActor actor;

    /** What is gathered: due by that day; {@code payOn} is when the bank shall pay. */
    public record NewBatch(LocalDate dueUntil, LocalDate payOn) {
    }

    /** The hash that the batch showed: what changed meanwhile is not approved. */
    public record Approval(String hash) {
    }

    /** Six digits of the authenticator app of the key's maker, or a recovery code. */
    public record Code(String code) {
    }

    /** A batch. {@code hash} is of what would leave; {@code open} payments have no answer yet. */
    public record One(String code, String format, LocalDate payOn, String state, int payments, Money total, String hash, String preparedBy, String approvedBy,
                      String releasedBy, Instant releasedAt, int open, int paid, int failed) {

        static One of(Batch batch) {
            return new One(batch.code(), batch.format().name(), batch.payOn(), batch.state().name(), batch.rows(), batch.total(), batch.hash(), batch.maker(),
                    batch.checker(), batch.releasedBy(), batch.releasedAt(), batch.open(), batch.paid(), batch.failed());
        }
    }

    /** One payment of a batch; {@code account} is masked. */
    public record Payment(String payout, String causeType, String cause, String account, String holder, Money amount, String state, String reason,
                          String endToEnd) {

        static Payment of(Batch.Line line) {
            return new Payment(line.payout(), line.causeType(), line.causeCode(), line.account(), line.holder(), line.amount(), line.state(), line.reason(),
                    line.endToEnd());
        }
    }

    /** A batch with its payments and what the rehearsal found. */
    public record Whole(One batch, List<Payment> payments, List<Batch.Finding> findings, List<Batch.File> files) {
    }

    /** What came of gathering: the batches, and payouts that wait on, each with its rule. */
    public record Prepared(List<One> batches, List<Batches.Held> held) {
    }

    /** Gathers what waits, one batch for each kind of file; what was gathered is not gathered again, so it needs no key. */
    @POST
    @Requires(PayoutPermission.PREPARE)
    public Prepared prepare(Body<NewBatch> body) {
        NewBatch wish = Body.required(body, "payOn");
        Batches.Prepared prepared = batches.prepare(actor.get(), wish.dueUntil(), wish.payOn());
        return new Prepared(prepared.batches().stream().map(One::of).toList(), prepared.held());
    }

    /** Newest first. */
    @GET
    public Paged<One> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(batches.list(actor.get(), null, after, rows + 1), rows, Batch::code).map(One::of);
    }

    /** One batch with its payments, findings and files. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, new Whole(One.of(batches.get(actor.get(), code)), batches.lines(actor.get(), code).stream().map(Payment::of).toList(),
                batches.findings(actor.get(), code), batches.files(actor.get(), code)));
    }

    /** Approves what has that hash; by another person than who prepared it. */
    @POST
    @Path("{code}/approve")
    @Requires(PayoutPermission.APPROVE)
    public One approve(@PathParam("code") String code, Body<Approval> body) {
        return Thing.first(() -> batches.get(actor.get(), code), () -> One.of(batches.approve(actor.get(), code, Body.required(body, "hash").hash())));
    }

    /**
     * Lets an approved batch go. It takes a person who is signed in and the code of its second factor: no API key releases money. A code works once, and a
     * released batch is not released again, so it needs no key of its own.
     */
    @POST
    @Path("{code}/release")
    @Requires(PayoutPermission.RELEASE)
    public One release(@PathParam("code") String code, Body<Code> body) {
        return Thing.first(() -> batches.toRelease(actor.get(), code), () -> {
            Code given = Body.required(body, "code");
            batches.toRelease(actor.get(), code);
            return One.of(release.release(actor.get(), code, given.code()));
        });
    }

    /** Takes a batch back that is not released. */
    @POST
    @Path("{code}/cancel")
    @Requires(PayoutPermission.PREPARE)
    public One cancel(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> batches.get(actor.get(), code), () -> One.of(batches.cancel(actor.get(), code, Reason.required(body))));
    }
}
