package entrepot.web.rest.agent;

import entrepot.gateway.GatewayPermission;
import entrepot.gateway.Paying;
import entrepot.gateway.Payment;
import entrepot.gateway.Payments;
import entrepot.gateway.Provider;
import entrepot.kernel.Money;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Versions;
import entrepot.web.security.Clients;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
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

/** Payments into the member's wallet at providers, by {@link Payments}. */
@Path("agent/v1/payments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class PaymentsResource {

    @Inject
    private Payments payments;
    @Inject
    private Paying paying;
    @Inject
    private CurrentActor actor;
    @Context
    private HttpServletRequest servlet;

    /** How much to pay, in major units of the tenant's currency, and with whom. */
    public record NewPayment(BigDecimal amount, Provider provider) {
    }

    /** A payment; {@code payAt} is where the payer goes, {@code topUp} as which it was credited. */
    public record Shown(String code, Provider provider, Money amount, String state, String payAt, String topUp, Instant startedAt, Instant expiresAt, Instant paidAt) {

        static Shown of(Payment payment) {
            return new Shown(payment.code(), payment.provider(), payment.amount(), payment.state().name(), payment.payAt(), payment.topUp(), payment.startedAt(),
                    payment.expiresAt(), payment.paidAt());
        }
    }

    /** Starts a payment: 201 with where the payer goes; the same key and body are the same payment. */
    @POST
    @Requires(GatewayPermission.PAY)
    public Response start(@HeaderParam(IdempotencyKey.HEADER) String key, Body<NewPayment> body) {
        NewPayment wanted = Body.required(body, "amount");
        Payment opened = payments.open(actor.get(), new Payments.StartPayment(wanted.amount(), wanted.provider()), key);
        Payment started = paying.begin(actor.get(), opened, new Paying.Payer(Clients.root(servlet), actor.tenant().code(), false, Clients.address(servlet)));
        return Response.created(URI.create("agent/v1/payments/" + started.code())).entity(Shown.of(started)).build();
    }

    /** Newest first. */
    @GET
    public Paged<Shown> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(payments.list(actor.get(), null, after, rows + 1), rows, Payment::code).map(Shown::of);
    }

    /** Where a payment stands. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Shown.of(payments.get(actor.get(), code)));
    }
}
