package entrepot.web.rest.agent;

import entrepot.kernel.Money;
import entrepot.ledger.Entry;
import entrepot.ledger.PostingKey;
import entrepot.wallet.Balance;
import entrepot.wallet.Wallets;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** The member's wallet, by {@link Wallets}. */
@Path("agent/v1/wallet")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class WalletResource {

    @Inject
    private Wallets wallets;
    @Inject
    private CurrentActor actor;

    /** What moved: {@code amount} adds to the wallet or takes from it, {@code balance} is what stood in it then. */
    public record Moved(String event, String causeType, String cause, Money amount, Money balance, String note,
                        Instant at) {

        static Moved of(Entry entry) {
            return new Moved(entry.posting().event(), entry.posting().causeType(), entry.posting().causeCode(),
                    entry.amount(), entry.balance(), entry.note(), entry.at());
        }
    }

    /** The wallet: what is there, what is held for open orders, and how far it may go below zero. */
    @GET
    public Response balance(@Context Request request) {
        Balance balance = wallets.balance(actor.get(), actor.get().organisation());
        return Versions.answer(request, balance);
    }

    /** Newest first. */
    @GET
    @Path("entries")
    public Paged<Moved> entries(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(wallets.history(actor.get(), actor.get().organisation(),
                after == null ? null : PostingKey.parse(after), rows + 1), rows,
                entry -> entry.posting().text()).map(Moved::of);
    }
}
