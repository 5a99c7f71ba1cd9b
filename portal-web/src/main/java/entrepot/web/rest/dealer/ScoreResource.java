package entrepot.web.rest.dealer;

import entrepot.fulfilment.DealerMark;
import entrepot.fulfilment.DealerScore;
import entrepot.fulfilment.Promises;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;

/** How far a dealer keeps its promises, and the orders behind that. */
@Path("dealer/v1/scores")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ScoreResource {

    @Inject
    private Promises promises;
    @Inject
    private CurrentActor actor;

    /** @param offers answered offers that count, of the last 28 days */
    public record Score(String warehouse, String name, int score, int offers, List<Part> parts) {
    }

    /** @param weight how many of the hundred points it is worth */
    public record Part(String aspect, int weight, long good, long all) {
    }

    /** @param fine absent where there was none */
    public record Mark(String code, String consignment, String kind, String reason, String note, boolean counts, Instant at,
                       String fine, String contest) {
    }

    /** Of each of the dealer's warehouses. */
    @GET
    public List<Score> list() {
        return promises.scores(actor.get()).stream().map(ScoreResource::answer).toList();
    }

    /** What the scores count, the latest first. */
    @GET
    @Path("marks")
    public Paged<Mark> marks(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(promises.marks(actor.get(), null, List.of(), after, rows + 1), rows, DealerMark::code)
                .map(m -> new Mark(m.code(), m.consignment(), m.kind().name(), m.reason() == null ? null : m.reason().name(),
                        m.note(), m.counts(), m.at(), m.fine().isZero() ? null : m.fine().toString(),
                        m.contest() == null ? null : m.contest().name()));
    }

    private static Score answer(DealerScore score) {
        return new Score(score.warehouse().code(), score.warehouse().name(), score.score().score(), score.score().offers(),
                score.score().parts().stream().map(p -> new Part(p.aspect().name(), p.aspect().weight(), p.good(), p.all()))
                        .toList());
    }
}
