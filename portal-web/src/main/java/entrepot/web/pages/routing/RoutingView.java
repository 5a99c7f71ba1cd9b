package entrepot.web.pages.routing;

import entrepot.platform.geo.Precision;
import entrepot.routing.Candidate;
import entrepot.routing.Loss;
import entrepot.routing.RoutingDecision;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A routing decision as people read it: what decided, a map, and each candidate with why it lost. */
@Named
@RequestScoped
public class RoutingView {

    private static final long KM = 1000;

    @Inject
    private PageTexts msg;

    private final Map<RoutingDecision, View> views = new IdentityHashMap<>();

    /** @param rule in words, why the chosen one was chosen */
    public record View(Instant at, String rule, String buyer, MapPicture map, List<Row> rows) {
    }

    /**
     * One candidate.
     *
     * @param no       its number on the map
     * @param distance in words, as exactly as it is known
     * @param holds    how many of the lines it could ship whole
     * @param why      why it lost, in words; why it won for the chosen one
     */
    public record Row(int no, String name, String code, boolean chosen, boolean central, String distance, String precision,
                      String holds, int load, int dailyLimit, int share, int score, String why) {
    }

    /** The view of a decision, made once a request. */
    public View of(RoutingDecision decision) {
        return decision == null ? null : views.computeIfAbsent(decision, this::view);
    }

    private View view(RoutingDecision decision) {
        Candidate winner = decision.candidates().stream().filter(Candidate::chosen).findFirst().orElse(null);
        String rule = msg.text("routing.rule." + decision.rule().name(), "n", decision.parts().size());
        List<Row> rows = new ArrayList<>();
        List<MapPicture.Thing> things = new ArrayList<>();
        for (Candidate candidate : decision.candidates()) {
            int no = rows.size() + 1;
            rows.add(row(decision, candidate, winner, no, rule));
            things.add(new MapPicture.Thing(candidate.point(), Integer.toString(no),
                    candidate.chosen() ? "chosen" : candidate.central() ? "central" : "candidate"));
        }
        if (decision.buyer() != null) {
            things.add(0, new MapPicture.Thing(decision.buyer().point(), "", "buyer"));
        }
        return new View(decision.at(), rule, decision.buyer() == null ? msg.get("routing.buyer-unknown") : decision.buyer().label(),
                Maps.of(things, decision.country()), List.copyOf(rows));
    }

    private Row row(RoutingDecision decision, Candidate candidate, Candidate winner, int no, String rule) {
        Precision precision = worse(candidate.precision(), decision.buyer() == null ? null : decision.buyer().precision());
        return new Row(no, candidate.name(), candidate.code(), candidate.chosen(), candidate.central(), distance(candidate.metres(), precision),
                precision == null ? "" : msg.get("routing.precision." + precision.name()),
                msg.text("routing.holds", "held", candidate.holds(decision.lines()), "lines", decision.lines().size()),
                candidate.load(), candidate.dailyLimit(), candidate.share(), candidate.score(),
                candidate.chosen() ? rule : loss(candidate, winner));
    }

    private String loss(Candidate candidate, Candidate winner) {
        Loss loss = candidate.lostBecause();
        Map<String, Object> details = new HashMap<>();
        details.put("load", candidate.load());
        details.put("limit", candidate.dailyLimit());
        details.put("share", candidate.share());
        details.put("score", candidate.score());
        details.put("winner", winner == null ? "" : winner.name());
        details.put("winnerShare", winner == null ? 0 : winner.share());
        details.put("winnerScore", winner == null ? 0 : winner.score());
        return msg.text("routing.loss." + loss.name(), details);
    }

    /** Nothing is told to the metre that is known to the prefecture. */
    private String distance(Long metres, Precision precision) {
        if (metres == null || precision == null) {
            return "—";
        }
        long km = Math.round(metres / (double) KM);
        if (precision == Precision.PROVINCE) {
            km = Math.round(km / 50.0) * 50;
        }
        return msg.text("routing.distance." + (precision == Precision.POINT ? "exact" : "about"), "km", km);
    }

    private static Precision worse(Precision one, Precision other) {
        return other == null ? null : one.compareTo(other) >= 0 ? one : other;
    }
}
