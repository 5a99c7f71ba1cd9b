package entrepot.web.rest.finance;

import entrepot.bank.BankLines;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.WalletPermission;
import entrepot.web.pages.settlement.OrganisationNames;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Transfers that members reported, by {@link TopUps}: found at the bank, or not. */
@Path("finance/v1/top-ups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class TopUpsResource {

    @Inject
    private TopUps topUps;
    @Inject
    private BankLines lines;
    @Inject
    private OrganisationNames names;
    @Inject
    private CurrentActor actor;

    /** What came, in the tenant's currency, where it is not what was said; left out for what was said. */
    public record Received(BigDecimal received) {
    }

    /** A transfer; {@code credited} is what counts, {@code proof} whether the member handed one in. */
    public record Transfer(String code, String organisation, String state, String source, Money amount, Money credited, LocalDate transferredOn,
                           String reference, boolean proof, String reportedBy, Instant reportedAt, String reason) {
    }

    /** Newest first; of one {@code state} such as REPORTED, or all. */
    @GET
    public Paged<Transfer> list(@QueryParam("state") String state, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(topUps.list(actor.get(), state(state), after, rows + 1), rows, TopUp::code).map(this::transfer);
    }

    private static TopUp.State state(String text) {
        return text == null || text.isBlank() ? null : Arrays.stream(TopUp.State.values()).filter(each -> each.name().equals(text)).findFirst()
                .orElseThrow(() -> Problem.invalid("state", text));
    }

    /** One transfer. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, transfer(topUps.get(actor.get(), code)));
    }

    /**
     * Confirms that the money is at the bank, and credits it; the bank's open line that is proposed for it is settled by that. One that is decided is refused,
     * so it needs no key.
     */
    @POST
    @Path("{code}/confirm")
    @Requires(WalletPermission.CONFIRM)
    public Transfer confirm(@PathParam("code") String code, Body<Received> body) {
        return transfer(Thing.first(() -> topUps.get(actor.get(), code), () -> {
            Received came = Body.read(body);
            if (came == null || came.received() == null) {
                lines.confirmTopUps(actor.get(), List.of(code));
                return topUps.get(actor.get(), code);
            }
            return topUps.confirm(actor.get(), code, Money.parse(came.received(), actor.tenant().currency()));
        }));
    }

    /** It is not at the bank; the member is told the reason. */
    @POST
    @Path("{code}/reject")
    @Requires(WalletPermission.CONFIRM)
    public Transfer reject(@PathParam("code") String code, Body<Reason> body) {
        return transfer(Thing.first(() -> topUps.get(actor.get(), code), () -> topUps.reject(actor.get(), code, Reason.required(body))));
    }

    private Transfer transfer(TopUp topUp) {
        return new Transfer(topUp.code(), names.code(topUp.organisation()), topUp.state().name(), topUp.source().name(), topUp.amount(), topUp.credited(),
                topUp.transferredOn(), topUp.reference(), topUp.proofType() != null, topUp.reportedBy(), topUp.reportedAt(), topUp.reason());
    }
}
