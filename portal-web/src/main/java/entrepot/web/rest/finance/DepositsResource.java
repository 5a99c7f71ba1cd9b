package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.wallet.Deposit;
import entrepot.wallet.Deposits;
import entrepot.wallet.WalletPermission;
import entrepot.web.rest.Body;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;

/** What members have to leave and have left, by {@link Deposits}. */
@Path("finance/v1/deposits")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class DepositsResource {

    @Inject
    private Deposits deposits;
    @Inject
    private CurrentActor actor;

    /** A member's deposit: what its contract asks for, what was paid, and what is missing. */
    public record Left(String member, Money required, Money paid, Money missing, String why) {

        static Left of(Deposit deposit) {
            return new Left(deposit.memberCode(), deposit.required(), deposit.paid(), deposit.missing(), deposit.why());
        }
    }

    /** What a member's contract asks for, in major units, and where that stands. */
    public record Require(String member, BigDecimal required, String why) {
    }

    /** Members that have to leave a deposit or have left one, by name. */
    @GET
    public Paged<Left> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(deposits.list(actor.get(), after, rows + 1), rows, Deposit::memberCode).map(Left::of);
    }

    /** Says how much a member has to leave; nothing moves. */
    @PUT
    @Requires(WalletPermission.CREDIT_PROPOSE)
    public Left require(Body<Require> body) {
        Require said = Body.required(body, "member");
        if (said.member() == null) {
            throw Problem.missing("member");
        }
        return Left.of(deposits.require(actor.get(), said.member(), said.required(), said.why()));
    }
}
