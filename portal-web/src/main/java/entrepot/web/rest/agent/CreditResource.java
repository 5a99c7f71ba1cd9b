package entrepot.web.rest.agent;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.wallet.CreditLine;
import entrepot.wallet.CreditLines;
import entrepot.wallet.CreditUse;
import entrepot.wallet.Deposit;
import entrepot.wallet.Deposits;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;

/** The member's credit line and deposit, by {@link CreditLines} and {@link Deposits}. */
@Path("agent/v1/credit")
@Produces(MediaType.APPLICATION_JSON)
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
}
