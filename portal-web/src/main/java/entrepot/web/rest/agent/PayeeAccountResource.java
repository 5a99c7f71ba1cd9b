package entrepot.web.rest.agent;

import entrepot.kernel.Problem;
import entrepot.payout.EnterAccount;
import entrepot.payout.PayeeAccount;
import entrepot.payout.PayeeAccounts;
import entrepot.payout.PayoutPermission;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/** Where the member's money goes, by {@link PayeeAccounts}. */
@Path("agent/v1/payee-account")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class PayeeAccountResource {

    @Inject
    private PayeeAccounts accounts;
    @Inject
    private CurrentActor actor;

    /**
     * An account: {@code kind} is IBAN, CN_BANK, ALIPAY or WALLET. {@code holderWritten} and {@code bankWritten} say how a name is written that a payout
     * file cannot carry; the refusal proposes it.
     */
    public record NewAccount(String kind, String number, String holder, String holderWritten, String bankName, String bankWritten, String bankCode) {
    }

    /** The account that counts; {@code number} is masked. Nothing is paid to it before {@code frozenUntil}. */
    public record One(String code, String kind, String number, String holder, String bankName, String bankCode, String state, Instant enteredAt,
                      Instant frozenUntil) {

        static One of(PayeeAccount account) {
            return new One(account.code(), account.kind().name(), account.masked(), account.holder(), account.bankName(), account.bankCode(),
                    account.state().name(), account.enteredAt(), account.frozenUntil());
        }
    }

    /** The account that counts. */
    @GET
    public Response get(@Context Request request) {
        return Versions.answer(request, One.of(accounts.current(actor.get(), actor.get().organisation())
                .orElseThrow(() -> Problem.notFound("payout-account", ""))));
    }

    /** Enters another account; headquarters verifies it, and nothing is paid to it for 72 hours. The one that counts already is refused. */
    @PUT
    @Requires(PayoutPermission.WITHDRAW)
    public One enter(Body<NewAccount> body) {
        NewAccount wish = Body.required(body, "kind");
        PayeeAccount.Kind kind = Arrays.stream(PayeeAccount.Kind.values()).filter(each -> each.name().equals(wish.kind())).findFirst()
                .orElseThrow(() -> wish.kind() == null ? Problem.missing("kind") : Problem.invalid("kind", wish.kind()));
        return One.of(accounts.enter(actor.get(), new EnterAccount(kind, wish.number(), wish.holder(), Objects.requireNonNullElse(wish.holderWritten(), ""),
                wish.bankName(), Objects.requireNonNullElse(wish.bankWritten(), ""), wish.bankCode())));
    }
}
