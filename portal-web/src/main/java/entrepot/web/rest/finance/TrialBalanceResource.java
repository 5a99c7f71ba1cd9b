package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.ledger.Books;
import entrepot.web.pages.finance.ledger.Asked;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The trial balance, by {@link Books}. */
@Path("finance/v1/trial-balance")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class TrialBalanceResource {

    @Inject
    private Books books;
    @Inject
    private CurrentActor actor;

    /** All accounts of a kind: {@code opening} and {@code closing} are positive for a debit, so each column comes to zero. */
    public record Line(String kind, long accounts, Money opening, Money debit, Money credit, Money closing) {
    }

    /** From one business day to another, both included; so the difference between two days too. */
    @GET
    public List<Line> get(@QueryParam("from") String from, @QueryParam("to") String to, @QueryParam("known") String known) {
        return books.trial(actor.get(), Asked.day("from", from), Asked.day("to", to), Asked.endOf("to", known, actor.tenant().zone())).stream()
                .map(line -> new Line(line.kind().name(), line.accounts(), line.opening(), line.debit(), line.credit(), line.closing())).toList();
    }
}
