package entrepot.web.rest.agent;

import entrepot.kernel.Money;
import entrepot.payout.Payout;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.payout.Withdrawals;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Paged;
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
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;

/** What is paid to the member, and withdrawals from its wallet, by {@link Payouts} and {@link Withdrawals}. */
@Path("agent/v1/payouts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class PayoutResource {

    @Inject
    private Payouts payouts;
    @Inject
    private Withdrawals withdrawals;
    @Inject
    private CurrentActor actor;

    /** What is taken out of the wallet, in major units. */
    public record NewWithdrawal(BigDecimal amount) {
    }

    /** A payout to the member; {@code reason} is the bank's where it came back. */
    public record One(String code, String causeType, String cause, Money amount, LocalDate dueOn, String state, String reason, String reference,
                      Instant requestedAt, Instant paidAt) {

        static One of(Payout payout) {
            return new One(payout.code(), payout.causeType(), payout.causeCode(), payout.amount(), payout.dueOn(), payout.state().name(), payout.reason(),
                    payout.reference(), payout.requestedAt(), payout.paidAt());
        }
    }

    /** Newest first. */
    @GET
    public Paged<One> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(payouts.list(actor.get(), Payouts.Filter.ALL, after, rows + 1), rows, Payout::code).map(One::of);
    }

    /** One payout. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, One.of(payouts.get(actor.get(), code)));
    }

    /** Takes money out of the wallet: 201 with the payout's address in {@code Location}; the same key and amount answer the same. */
    @POST
    @Requires(PayoutPermission.WITHDRAW)
    public Response withdraw(@HeaderParam(IdempotencyKey.HEADER) String key, Body<NewWithdrawal> body) {
        Payout payout = withdrawals.request(actor.get(), Body.required(body, "amount").amount(), key);
        return Response.created(URI.create("agent/v1/payouts/" + payout.code())).entity(One.of(payout)).build();
    }
}
