package entrepot.web.rest.finance;

import entrepot.ledger.Periods;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;

/** The months of the books, by {@link Periods}. They are closed and opened again by two persons: see {@link PeriodProposalsResource}. */
@Path("finance/v1/periods")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class PeriodsResource {

    @Inject
    private Periods periods;
    @Inject
    private CurrentActor actor;

    /** A month such as {@code 2026-10}; in state CLOSED or REOPENING nothing is posted into it. */
    public record Month(String month, String state, String closedBy, Instant closedAt, String reopenedBy, Instant reopenedAt) {
    }

    /** From the month of the first posting to this one, newest first. */
    @GET
    public List<Month> list() {
        return periods.list(actor.get()).stream().map(month -> new Month(month.month().toString(), month.state().name(), month.closedBy(),
                month.closedAt(), month.reopenedBy(), month.reopenedAt())).toList();
    }
}
