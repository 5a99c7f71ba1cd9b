package entrepot.web.pages.routing;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.VariantId;
import entrepot.platform.geo.Precision;
import entrepot.routing.Candidate;
import entrepot.routing.Change;
import entrepot.routing.Loss;
import entrepot.routing.RoutingDecision;
import entrepot.routing.WhatItTakes;
import entrepot.web.security.CurrentActor;
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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A routing decision as people read it: what decided, a map, and each candidate with why it lost. */
@Named
@RequestScoped
public class RoutingView {

    private static final long KM = 1000;

    @Inject
    private PageTexts msg;
    @Inject
    private Variants variants;
    @Inject
    private CurrentActor actor;

    private final Map<RoutingDecision, View> views = new IdentityHashMap<>();

    /**
     * @param rule      in words, why the chosen one was chosen
     * @param precision in words, how exactly the buyer's place is known; empty where it is not
     * @param others    in words, those that are only counted, by why they lost
     * @param explained whether rows say what it would take
     */
    public record View(Instant at, String rule, String buyer, String precision, MapPicture map, List<Row> rows, List<String> others,
                       boolean explained) {
    }

    /**
     * One candidate.
     *
     * @param no       its number on the map
     * @param distance in words, as exactly as it is known
     * @param chosen   whether it ships
     * @param holds    how many of the lines it could ship whole
     * @param why      why it lost, in words; why it won for the chosen one
     * @param takes    what would have had to be otherwise for it to ship, in words
     */
    public record Row(int no, String name, String code, boolean chosen, boolean central, String distance, String precision,
                      String holds, int load, int dailyLimit, int share, int score, String why, List<String> takes) {
    }

    /** The view of a decision, made once a request. */
    public View of(RoutingDecision decision) {
        return of(decision, Set.of());
    }

    /**
     * The same where some that were chosen do not ship any more.
     *
     * @param gone their codes; null for none
     */
    public View of(RoutingDecision decision, Set<String> gone) {
        return decision == null ? null : views.computeIfAbsent(decision, each -> view(each, gone == null ? Set.of() : gone));
    }

    private View view(RoutingDecision decision, Set<String> gone) {
        Candidate winner = decision.candidates().stream().filter(Candidate::chosen).findFirst().orElse(null);
        String rule = msg.text("routing.rule." + decision.rule().name(), "n", decision.parts().size());
        List<Row> rows = new ArrayList<>();
        List<MapPicture.Thing> things = new ArrayList<>();
        for (Candidate candidate : decision.candidates()) {
            int no = rows.size() + 1;
            boolean ships = candidate.chosen() && !gone.contains(candidate.code());
            rows.add(row(decision, candidate, winner, no, ships || !candidate.chosen() ? rule : msg.get("routing.ran-out"), ships));
            if (candidate.point() == null) {
                continue;
            }
            things.add(new MapPicture.Thing(candidate.point(), Integer.toString(no),
                    ships ? "chosen" : candidate.central() ? "central" : "candidate", Maps.around(candidate.precision())));
        }
        if (decision.buyer() != null) {
            things.add(0, new MapPicture.Thing(decision.buyer().point(), "", "buyer",
                    Maps.around(decision.buyer().precision())));
        }
        List<String> others = decision.counted().entrySet().stream().sorted(Map.Entry.<Loss, Integer>comparingByValue().reversed())
                .map(e -> msg.text("routing.others", "n", e.getValue(), "why", msg.get("routing.loss-short." + e.getKey()))).toList();
        return new View(decision.at(), gone.isEmpty() ? rule : msg.get("routing.nobody-now"), decision.buyer() == null ? msg.get("routing.buyer-unknown") : decision.buyer().label(),
                decision.buyer() == null ? "" : msg.get("routing.precision." + decision.buyer().precision()),
                Maps.of(things, decision.country()), List.copyOf(rows), others, rows.stream().anyMatch(r -> !r.takes().isEmpty()));
    }

    /** Why a candidate lost, in words. */
    public String lossOf(RoutingDecision decision, Candidate candidate) {
        return loss(decision, candidate, decision.candidates().stream().filter(Candidate::chosen).findFirst().orElse(null));
    }

    /** What would have to be otherwise, in words; one sentence each, and before several that each of them is needed. */
    public List<String> words(List<Change> changes) {
        List<VariantId> named = changes.stream().map(Change::variant).filter(Objects::nonNull).distinct().toList();
        Map<VariantId, Variant> known = named.isEmpty() || !actor.may("catalogue:view") ? Map.of() : variants.byIds(actor.get(), named);
        Stream<String> each = changes.stream().map(change -> msg.text("routing.change." + change.kind(), "n", change.amount(), "sku",
                change.variant() != null && known.containsKey(change.variant()) ? known.get(change.variant()).sku() : ""));
        return (changes.size() > 1 ? Stream.concat(Stream.of(msg.get("routing.change.all")), each) : each).toList();
    }

    /** A decision in which others have no names was made so for a dealer; what it takes cannot be reckoned from it. */
    private static boolean isAnonymous(RoutingDecision decision) {
        return decision.candidates().stream().anyMatch(c -> c.point() == null);
    }

    private Row row(RoutingDecision decision, Candidate candidate, Candidate winner, int no, String rule, boolean ships) {
        Precision precision = worse(candidate.precision(), decision.buyer() == null ? null : decision.buyer().precision());
        String name = candidate.name().isEmpty() ? msg.get("routing.key.central")
                : candidate.point() == null ? msg.text("routing.dealer-letter", "letter", candidate.name()) : candidate.name();
        return new Row(no, name, candidate.code(), ships, candidate.central(), distance(candidate.metres(), precision),
                precision == null ? "" : msg.get("routing.precision." + precision.name()),
                msg.text("routing.holds", "held", candidate.holds(decision.lines()), "lines", decision.lines().size()),
                candidate.load(), candidate.dailyLimit(), candidate.share(), candidate.score(),
                candidate.chosen() ? rule : loss(decision, candidate, winner),
                candidate.chosen() || candidate.central() || isAnonymous(decision) ? List.of()
                        : words(WhatItTakes.toWin(decision, candidate.warehouse())));
    }

    private String loss(RoutingDecision decision, Candidate candidate, Candidate winner) {
        Loss loss = candidate.lostBecause();
        Map<String, Object> details = new HashMap<>();
        details.put("load", candidate.load());
        details.put("limit", candidate.dailyLimit());
        details.put("share", candidate.share());
        details.put("score", candidate.score());
        details.put("staleDays", decision.decidedBy().staleDays());
        details.put("outDays", decision.decidedBy().outDays());
        details.put("winner", winner == null ? "" : winner.central() && winner.name().isEmpty() ? msg.get("routing.key.central")
                : winner.name().length() > 2 ? winner.name() : msg.text("routing.dealer-letter", "letter", winner.name()));
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
