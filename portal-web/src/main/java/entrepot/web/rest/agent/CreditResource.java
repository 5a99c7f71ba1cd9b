package entrepot.web.rest.agent;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Requires;
import entrepot.wallet.CreditLine;
import entrepot.wallet.CreditLines;
import entrepot.wallet.CreditUse;
import entrepot.wallet.Deposit;
import entrepot.wallet.Deposits;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUp;
import entrepot.wallet.WalletPermission;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;

/** The member's credit line and deposit, by {@link CreditLines} and {@link Deposits}. */
@Path("agent/v1/credit")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class CreditResource {

    @Inject
    private CreditLines lines;
    @Inject
    private Deposits deposits;
    @Inject
    private CurrentActor actor;

    /** What is to be paid by a day. */
    public record Due(LocalDate on, Money amount) {
    }

    /**
     * The credit line: {@code limit} is zero where there is none, {@code overdue} blocks new orders, {@code interest} is accrued and not yet taken from the
     * wallet; and what the member has to leave as a deposit and has left.
     */
    public record Credit(String line, Money limit, Money used, Money overdue, LocalDate overdueSince, List<Due> dues, Money interest,
                         Money depositRequired, Money depositPaid) {
    }

    /** The own line and deposit. */
    @GET
    public Response credit(@Context Request request) {
        OrganisationId own = actor.get().organisation();
        CreditLine line = lines.of(actor.get(), own).orElse(null);
        CreditUse use = lines.use(actor.get(), own).orElse(null);
        Deposit deposit = deposits.of(actor.get(), own);
        Money none = Money.zero(deposit.required().currency());
        return Versions.answer(request, new Credit(line == null ? null : line.code(),
                line != null && line.state() == CreditLine.State.ACTIVE ? line.granted() : none, use == null ? none : use.used(),
                use == null ? none : use.overdue(), use == null ? null : use.since(),
                use == null ? List.of() : use.dues().entrySet().stream().map(due -> new Due(due.getKey(), due.getValue())).toList(),
                lines.accrued(actor.get(), own), deposit.required(), deposit.paid()));
    }

    /** The deposit: what the contract asks for, what was paid, and what is missing. */
    public record Left(Money required, Money paid, Money missing) {

        static Left of(Deposit deposit) {
            return new Left(deposit.required(), deposit.paid(), deposit.missing());
        }
    }

    /** Pays into the deposit from the wallet, never on credit; the same key and body answer the same. */
    @POST
    @Path("deposit")
    @Requires(WalletPermission.REPORT)
    public Left deposit(@HeaderParam(IdempotencyKey.HEADER) String key, Body<Deposits.PayIn> body) {
        return Left.of(deposits.payFromWallet(actor.get(), Body.required(body, "amount"), key));
    }

    /** Reports a transfer that is meant for the deposit: 201 with its address; it is there once finance has confirmed it. The same reference again is refused. */
    @POST
    @Path("deposit/transfers")
    @Requires(WalletPermission.REPORT)
    public Response transfer(Body<ReportTopUp> body) {
        TopUp reported = deposits.report(actor.get(), Body.required(body, "amount"), null);
        return Response.created(URI.create("agent/v1/top-ups/" + reported.code()))
                .entity(new Reported(reported.code(), reported.amount(), reported.reference(), reported.state().name())).build();
    }

    /** A transfer that was reported. */
    public record Reported(String code, Money amount, String reference, String state) {
    }
}
