package entrepot.web.rest;

import entrepot.commission.Accrual;
import entrepot.commission.Accruals;
import entrepot.commission.Explanation;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** What the member earned, line by line, by {@link Accruals}. */
public abstract class AccrualVerbs {

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

    protected Response one(String code, Request request) {
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
