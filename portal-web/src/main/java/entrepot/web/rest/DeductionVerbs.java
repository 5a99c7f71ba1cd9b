package entrepot.web.rest;

import entrepot.commission.Deduction;
import entrepot.commission.DeductionState;
import entrepot.commission.Deductions;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.network.Organisations;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;

/** Deductions from commission, by {@link Deductions}: a member sees its own that were decided. */
public abstract class DeductionVerbs {

    @Inject
    private Deductions deductions;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    /**
     * A deduction.
     *
     * @param state    PROPOSED, APPROVED (taken), REJECTED, APPEALED, UPHELD or REVERSED (given back)
     * @param percent  of {@code base}, the commission of {@code month}; all three absent where an amount was said
     * @param appeal   the member's words; empty where it did not object
     * @param decision of the second person, or about the appeal
     */
    public record Answer(String code, String member, String kind, String state, Money amount, BigDecimal percent, String month, Money base, String reason,
                         String maker, Instant enteredAt, String checker, Instant decidedAt, String appeal, String decision) {
    }

    /** Newest first; {@code state} for those in one state. */
    @GET
    public Paged<Answer> list(@QueryParam("state") String state, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(deductions.list(actor.get(), state(state), after, rows + 1), rows, Deduction::code).map(this::answer);
    }

    /** One deduction. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, answer(code));
    }

    /** A deduction as it stands. */
    protected Answer answer(String code) {
        return answer(deductions.get(actor.get(), code));
    }

    private Answer answer(Deduction each) {
        return new Answer(each.code(), organisations.get(actor.get(), each.organisation()).code(), each.kind().name(), each.state().name(), each.amount(),
                each.percent(), each.month() == null ? null : YearMonth.from(each.month()).toString(), each.base(), each.reason(), each.maker(),
                each.proposedAt(), each.checker(), each.decidedAt(), each.appeal(), each.judgement().isEmpty() ? each.verdict() : each.judgement());
    }

    private static DeductionState state(String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        try {
            return DeductionState.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw Problem.invalid("state", name);
        }
    }
}
