package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.network.Organisations;
import entrepot.payout.Payout;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.payout.Withdrawals;
import entrepot.platform.access.Requires;
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
import java.time.LocalDate;
import java.util.Arrays;

/** What leaves from PAYABLE, by {@link Payouts} and {@link Withdrawals}. */
@Path("finance/v1/payouts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class PayoutResource {

    @Inject
    private Payouts payouts;
    @Inject
    private Withdrawals withdrawals;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    /** The bank's reference of a payment that was seen there. */
    public record Confirmation(String reference) {
    }

    /** A payout; {@code heldBy} names the rule that held it out of the last batch, {@code reason} is the bank's. */
    public record One(String code, String member, String causeType, String cause, Money amount, LocalDate dueOn, String state, String heldBy, String reason,
                      String batch, String reference, Instant requestedAt, Instant paidAt) {
    }

    private One of(Payout payout) {
        return new One(payout.code(), organisations.get(actor.get(), payout.organisation()).code(), payout.causeType(), payout.causeCode(), payout.amount(),
                payout.dueOn(), payout.state().name(), payout.heldBy(), payout.reason(), payout.batch(), payout.reference(), payout.requestedAt(),
                payout.paidAt());
    }

    /** Newest first; {@code state} is one of WAITING, IN_BATCH, IN_TRANSIT, REPORTED, PAID, CANCELLED, or nothing for all. */
    @GET
    public Paged<One> list(@QueryParam("state") String state, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        Payout.State only = state == null ? null : Arrays.stream(Payout.State.values()).filter(each -> each.name().equals(state)).findFirst()
                .orElseThrow(() -> Problem.invalid("state", state));
        return Paged.of(payouts.list(actor.get(), new Payouts.Filter(only, null, null), after, rows + 1), rows, Payout::code).map(this::of);
    }

    /** One payout. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, of(payouts.get(actor.get(), code)));
    }

    /** The bank has paid it, as somebody has seen there: what left with a batch is booked at once, what did not is REPORTED until another person agrees. */
    @POST
    @Path("{code}/confirm")
    @Requires(PayoutPermission.PREPARE)
    public One confirm(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<Confirmation> body) {
        return Thing.first(() -> payouts.get(actor.get(), code),
                () -> of(payouts.confirm(actor.get(), code, Body.required(body, "reference").reference(), key)));
    }

    /** Another person agrees that it was paid outside a batch: it is booked. */
    @POST
    @Path("{code}/report/approve")
    @Requires(PayoutPermission.APPROVE)
    public One approve(@PathParam("code") String code) {
        return of(payouts.approve(actor.get(), code));
    }

    /** It was not paid: it waits for a batch again. */
    @POST
    @Path("{code}/report/reject")
    @Requires(PayoutPermission.APPROVE)
    public One rejectReport(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> payouts.get(actor.get(), code), () -> of(payouts.reject(actor.get(), code, Reason.required(body))));
    }

    /** Gives a withdrawal back to the wallet, with the reason for the member. */
    @POST
    @Path("{code}/reject")
    @Requires(PayoutPermission.PREPARE)
    public One reject(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<Reason> body) {
        return Thing.first(() -> payouts.get(actor.get(), code), () -> of(withdrawals.reject(actor.get(), code, Reason.required(body), key)));
    }
}
