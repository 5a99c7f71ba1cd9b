package entrepot.web.rest;

import entrepot.commission.Award;
import entrepot.commission.Awards;
import entrepot.commission.Bonus;
import entrepot.commission.TrueUp;
import entrepot.commission.Won;
import entrepot.kernel.Money;
import entrepot.network.Organisations;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/** Bonuses, and corrections of steps on the whole month, by {@link Awards}: a member sees its own. */
public abstract class AwardVerbs {

    @Inject
    private Awards awards;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    /**
     * What the closing of a month earned.
     *
     * @param kind   BONUS or TRUE_UP, which may be negative
     * @param amount when the month was closed
     * @param left   after the refunds since
     * @param trueUp why, of a TRUE_UP: the rate that the month reached on all of it, less what its lines had earned
     * @param won    why, of a bonus
     */
    public record Answer(String code, String member, String kind, String month, String plan, String rule, Money amount, Money left, TrueUp trueUp, Prize won,
                         Instant at) {
    }

    /**
     * A bonus with every number that it came from.
     *
     * @param subShop  empty where members compete
     * @param measured what was compared: the volume, or by how much it grew
     * @param place    1 is the best; 0 for a target
     * @param tied     how many share that place
     * @param prizes   those that go into the amount
     */
    public record Prize(Bonus bonus, String subShop, Money volume, Money measured, int place, int tied, List<Bonus.Prize> prizes) {

        static Prize of(Won won) {
            return new Prize(won.bonus(), won.subShop(), won.volume(), won.measured(), won.place(), won.tied(), won.prizes());
        }
    }

    /** Newest first. */
    @GET
    public Paged<Answer> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(awards.list(actor.get(), null, after, rows + 1), rows, Award::code).map(this::answer);
    }

    protected Response one(String code, Request request) {
        return Versions.answer(request, answer(awards.get(actor.get(), code)));
    }

    private Answer answer(Award each) {
        return new Answer(each.code(), organisations.get(actor.get(), each.organisation()).code(), each.kind().name(), YearMonth.from(each.month()).toString(),
                each.plan(), each.rule(), each.amount(), each.left(), each.trueUp(), each.won() == null ? null : Prize.of(each.won()), each.at());
    }
}
