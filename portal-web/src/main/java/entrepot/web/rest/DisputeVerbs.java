package entrepot.web.rest;

import entrepot.kernel.Money;
import entrepot.settlement.Dispute;
import entrepot.settlement.Disputes;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** Disputes of single lines, by {@link Disputes}. */
public abstract class DisputeVerbs {

    @Inject
    private Disputes disputes;
    @Inject
    private CurrentActor actor;

    /**
     * A dispute.
     *
     * @param line     the line, as the statement names it
     * @param amount   of the line as it stands
     * @param held     what waits while it is open
     * @param claimed  what the member says that it should be; absent if it did not say
     * @param granted  what headquarters says that it should have been; absent before, and when it was rejected
     * @param proposed to headquarters: an answer that gives money and waits for a second person
     */
    public record Answer(String code, String statement, String line, String state, Money amount, Money held, Money claimed, String reason,
                         boolean proof, String raisedBy, Instant raisedAt, Instant deadline, String answer, Money granted, Money proposed,
                         String answeredBy, Instant answeredAt) {

        static Answer of(Dispute dispute) {
            return new Answer(dispute.code(), dispute.statement(), dispute.line().text(), dispute.state().name(), dispute.lineAmount(), dispute.held(),
                    dispute.claimed(), dispute.reason(), dispute.file() != null, dispute.raisedBy(), dispute.raisedAt(), dispute.deadline(),
                    dispute.answer(), dispute.granted(), dispute.proposed() == null ? null : dispute.proposed().granted(), dispute.answeredBy(),
                    dispute.answeredAt());
        }
    }

    /** Newest first; {@code open=true}: those that wait for an answer, the nearest deadline first. */
    @GET
    public Paged<Answer> list(@QueryParam("open") boolean open, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(disputes.list(actor.get(), open ? Disputes.View.OPEN : Disputes.View.ALL, after, rows + 1), rows, Dispute::code).map(Answer::of);
    }

    /** One dispute. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Answer.of(disputes.get(actor.get(), code)));
    }

    /** A dispute as it is answered. */
    protected static Answer answer(Dispute dispute) {
        return Answer.of(dispute);
    }
}
