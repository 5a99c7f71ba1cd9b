package entrepot.web.rest.agent;

import entrepot.commission.Accrual;
import entrepot.commission.Accruals;
import entrepot.commission.Explanation;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** What the member earned, line by line, by {@link Accruals}. */
@Path("agent/v1/accruals")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AccrualResource {

    @Inject
    private Accruals accruals;
    @Inject
    private CurrentActor actor;

    /**
     * One accrual.
     *
     * @param earner      in which part: SELLER, UPLINE_1, UPLINE_2, TERRITORY_DEALER
     * @param state       PENDING until the return window closes at {@code dueAt}, then DUE; REVERSED when all was taken back
     * @param explanation the rule and every number that went into the amount
     */
    public record Earned(String code, String order, String consignment, int line, String sku, int quantity, String earner,
                         Money amount, Money reversed, String state, Instant accruedAt, Instant dueAt,
                         Explanation explanation) {
        static Earned of(Accrual accrual) {
            return new Earned(accrual.code(), accrual.order(), accrual.consignment(), accrual.line(), accrual.sku(),
                    accrual.quantity(), accrual.earner().name(), accrual.amount(), accrual.reversed(),
                    accrual.state().name(), accrual.accruedAt(), accrual.dueAt(), accrual.explanation());
        }
    }

    /** Newest first; with {@code ?order=} what one order earned the member, its own or a downline's, on one page. */
    @GET
    public Paged<Earned> list(@QueryParam("order") String order, @QueryParam("state") String state,
                              @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        if (order != null) {
            return new Paged<>(accruals.ofOrder(actor.get(), order).stream().map(Earned::of).toList(), null);
        }
        int rows = Paged.limit(limit);
        return Paged.of(accruals.list(actor.get(), state(state), after, rows + 1), rows, Accrual::code).map(Earned::of);
    }

    /** One amount earned, with how it was computed, and what became of it. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Earned.of(accruals.get(actor.get(), code)));
    }

    private static Accrual.State state(String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        try {
            return Accrual.State.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw Problem.invalid("state", name);
        }
    }
}
