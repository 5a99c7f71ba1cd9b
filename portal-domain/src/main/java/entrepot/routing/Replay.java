package entrepot.routing;

import entrepot.kernel.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Decides stored decisions once more under other rules, one after the other in order of time. What the other rules change
 * is carried on: stock that they took elsewhere, loads and shares that they gave. Everything else (scores, what was open,
 * what came in) is as it was. Under the rules of then nothing is carried, and each decision comes out as it is. Pure.
 */
final class Replay {

    private final RulesBook book;
    private final RoutingRules draft;
    private final ZoneId zone;

    /**
     * @param draft what is tried out; null for the rules that were in force at each moment
     */
    Replay(RulesBook book, RoutingRules draft, ZoneId zone) {
        this.book = book;
        this.draft = draft;
        this.zone = zone;
    }

    /** The tally with this decision in it as well. */
    WhatIfTally next(WhatIfTally so, String reference, RoutingDecision was) {
        RulesBook.InForce rules = draft == null ? book.at(was.at())
                : new RulesBook.InForce(draft, book.peakAt(was.at()));
        RoutingDecision would = decide(so, was, rules);
        boolean same = would != null && shippers(would).equals(shippers(was));
        List<WhatIfTally.Changed> examples = new ArrayList<>(so.examples());
        if (!same && examples.size() < WhatIfTally.EXAMPLES_MAX) {
            examples.add(changed(reference, was, would));
        }
        RoutingTerms.Costs costs = rules.terms().costs();
        return new WhatIfTally(so.before().plus(was, costs), would == null ? so.after() : so.after().plus(would, costs),
                so.with(was, would), so.changed() + (same ? 0 : 1), examples,
                same && would.parts().equals(was.parts()) ? so.moved() : moved(so.moved(), was, would),
                same ? lately(so.given(), was.at()) : given(lately(so.given(), was.at()), was, would), was.at());
    }

    /** What these rules would have decided; null if they would have refused. */
    RoutingDecision decide(WhatIfTally so, RoutingDecision was, RulesBook.InForce rules) {
        RoutingRequest facts = was.request();
        List<Candidate> candidates = facts.candidates().stream()
                .map(c -> rules.ruled(carried(so, was, c, rules), facts.buyer(), facts.lines())).toList();
        try {
            return Router.decide(new RoutingRequest(facts.at(), facts.buyer(), facts.country(), facts.lines(),
                    facts.centralOnly(), candidates, rules.terms(), facts.others()));
        } catch (Problem nobody) {
            return null;
        }
    }

    private Candidate carried(WhatIfTally so, RoutingDecision was, Candidate candidate, RulesBook.InForce rules) {
        List<Integer> consigned = new ArrayList<>();
        List<Integer> own = new ArrayList<>();
        for (int line = 0; line < was.lines().size(); line++) {
            consigned.add(shelf(so, was, candidate, line, false, candidate.consigned().get(line)));
            own.add(shelf(so, was, candidate, line, true, candidate.own().get(line)));
        }
        Instant shareFrom = was.at().minus(Duration.ofDays(rules.rules().shareDays()));
        ZonedDateTime here = was.at().atZone(zone);
        ZonedDateTime cutOff = here.with(rules.cutOff(LocalTime.of(16, 0)));
        Instant loadFrom = (cutOff.isAfter(here) ? cutOff.minusDays(1) : cutOff).toInstant();
        int load = candidate.load();
        int share = candidate.share();
        for (WhatIfTally.Given given : so.given()) {
            if (given.warehouse().equals(candidate.code())) {
                share += given.at().isBefore(shareFrom) ? 0 : given.parcels();
                load += given.at().isBefore(loadFrom) ? 0 : given.parcels();
            }
        }
        return candidate.with(consigned, own, Math.max(0, load), Math.max(0, share), candidate.confirmedAt());
    }

    private static int shelf(WhatIfTally so, RoutingDecision was, Candidate candidate, int line, boolean own, int there) {
        return Math.max(0, there + so.moved().getOrDefault(
                key(candidate, was.lines().get(line), own), 0));
    }

    private static String key(Candidate candidate, RouteLine line, boolean own) {
        return candidate.code() + "/" + line.variant().value() + (own ? "/own" : "");
    }

    private static Map<String, Integer> moved(Map<String, Integer> so, RoutingDecision was, RoutingDecision would) {
        Map<String, Integer> next = new TreeMap<>(so);
        take(next, was, 1);
        if (would != null) {
            take(next, would, -1);
        }
        next.values().removeIf(n -> n == 0);
        return next;
    }

    /** From the goods that go first, then from the others, as the reservation does. */
    private static void take(Map<String, Integer> moved, RoutingDecision decision, int sign) {
        boolean ownFirst = decision.decidedBy().ownFirst();
        for (RoutingDecision.Part part : decision.parts()) {
            Candidate from = of(decision, part);
            for (RoutingDecision.Piece piece : part.pieces()) {
                for (int line = 0; line < decision.lines().size(); line++) {
                    RouteLine wanted = decision.lines().get(line);
                    if (wanted.variant().equals(piece.variant())) {
                        int first = Math.min(piece.quantity(), (ownFirst ? from.own() : from.consigned()).get(line));
                        moved.merge(key(from, wanted, ownFirst), sign * first, Integer::sum);
                        moved.merge(key(from, wanted, !ownFirst), sign * (piece.quantity() - first), Integer::sum);
                    }
                }
            }
        }
    }

    private static List<WhatIfTally.Given> lately(List<WhatIfTally.Given> given, Instant at) {
        Instant from = at.minus(Duration.ofDays(31));
        return given.isEmpty() || !given.get(0).at().isBefore(from) ? given
                : given.stream().filter(g -> !g.at().isBefore(from)).toList();
    }

    private static List<WhatIfTally.Given> given(List<WhatIfTally.Given> so, RoutingDecision was, RoutingDecision would) {
        List<WhatIfTally.Given> next = new ArrayList<>(so);
        was.parts().forEach(p -> next.add(new WhatIfTally.Given(p.warehouseCode(), was.at(), -1)));
        if (would != null) {
            would.parts().forEach(p -> next.add(new WhatIfTally.Given(p.warehouseCode(), was.at(), 1)));
        }
        return next;
    }

    private static List<String> shippers(RoutingDecision decision) {
        return decision.parts().stream().map(RoutingDecision.Part::warehouseCode).sorted().toList();
    }

    private static WhatIfTally.Changed changed(String reference, RoutingDecision was, RoutingDecision would) {
        Candidate first = of(was, was.parts().get(0));
        Loss lost = would == null ? null : would.candidates().stream().filter(c -> c.code().equals(first.code()))
                .map(Candidate::lostBecause).filter(Objects::nonNull).findFirst().orElse(null);
        return new WhatIfTally.Changed(reference, was.at(), was.buyer() == null ? "" : was.buyer().label(), names(was),
                was.rule(), would == null ? List.of() : names(would), would == null ? null : would.rule(), lost);
    }

    private static List<String> names(RoutingDecision decision) {
        return decision.parts().stream().map(p -> of(decision, p).name()).toList();
    }

    /** The candidate that ships a part. */
    static Candidate of(RoutingDecision decision, RoutingDecision.Part part) {
        return decision.candidates().stream().filter(c -> c.warehouse().equals(part.warehouse())).findFirst().orElseThrow();
    }

    /** What shipping a part costs headquarters, by that estimate. */
    static long cost(RoutingDecision decision, RoutingDecision.Part part, Candidate from, RoutingTerms.Costs costs) {
        long grams = 0;
        int pieces = 0;
        for (RoutingDecision.Piece piece : part.pieces()) {
            pieces += piece.quantity();
            for (RouteLine line : decision.lines()) {
                grams += line.variant().equals(piece.variant()) ? (long) line.grams() * piece.quantity() : 0;
            }
        }
        return costs.of(Weighing.isInProvince(decision.request(), from.province()), !from.central(), grams, pieces);
    }
}
