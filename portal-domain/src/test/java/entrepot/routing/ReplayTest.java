package entrepot.routing;

import static entrepot.routing.Stand.dealer;
import static entrepot.routing.Stand.lines;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.inventory.Shelf;
import entrepot.inventory.Warehouse;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Located;
import entrepot.platform.geo.Places;
import entrepot.platform.sql.Json;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Decisions under rules, replayed, split and asked what it takes: what must hold for all of them. */
class ReplayTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final List<Criterion> ORDERS = List.of(Criterion.values());

    /** Warehouses in random places with random everything, under random rules. */
    record World(RoutingRules rules, List<RouteLine> lines, List<Candidate> raw) {

        RulesBook book() {
            return new RulesBook("CNY", List.of(new RulesBook.Dated(rules, Stand.NOW.minusSeconds(1))), List.of());
        }

        RoutingDecision decide() {
            return decide(raw);
        }

        RoutingDecision decide(List<Candidate> candidates) {
            RulesBook.InForce inForce = book().at(Stand.NOW);
            try {
                return Router.decide(new RoutingRequest(Stand.NOW, Stand.HANGZHOU, "CN", lines, false, candidates.stream()
                        .map(c -> inForce.ruled(c, Stand.HANGZHOU, lines)).toList(), inForce.terms(), Map.of()));
            } catch (Problem nobody) {
                return null;
            }
        }
    }

    private static final Address HANGZHOU = new Address("李娜", "13800003333", "CN", "浙江省", "杭州市", "", "文三路100号", "");

    /** The same warehouses as they are read. */
    private static RoutingTable table(World world) {
        List<Shelf> shelves = world.raw().stream().map(c -> new Shelf(new Warehouse(c.warehouse(), c.code(), c.name(),
                c.organisation(), c.central(), c.point(), c.precision(), "CN", c.province(), c.city(), "", true, c.dailyLimit(),
                LocalTime.of(16, 0), c.open() ? null : LocalDate.of(2027, 1, 1),
                c.served() ? List.of() : List.of("云南省"), List.of(), c.acceptsByItself()), c.consigned(), c.own(),
                c.confirmedAt())).toList();
        Map<WarehouseId, RoutingTable.Given> given = world.raw().stream().collect(Collectors.toMap(Candidate::warehouse,
                c -> new RoutingTable.Given(c.load(), c.share(), c.score())));
        return new RoutingTable(Stand.NOW.atZone(ZONE), world.book().at(Stand.NOW), null,
                world.lines().stream().map(RouteLine::variant).toList(), shelves, given);
    }

    @Property(tries = 400)
    void a_table_decides_as_the_router_does_of_its_candidates(@ForAll("worlds") World world,
                                                              @ForAll Set<@IntRange(max = 13) Integer> declined,
                                                              @ForAll Set<@IntRange(max = 13) Integer> dealers,
                                                              @ForAll boolean anybodysGoods, @ForAll boolean centralOnly) {
        RulesBook.InForce rules = world.book().at(Stand.NOW);
        Located buyer = Places.locate(HANGZHOU).orElseThrow();
        Set<WarehouseId> excluded = declined.stream().map(WarehouseId::new).collect(Collectors.toSet());
        Set<OrganisationId> ownGoodsOf = anybodysGoods ? null
                : dealers.stream().map(OrganisationId::new).collect(Collectors.toSet());
        RoutingTable table = table(world);
        assertThat(candidates(table.columns(HANGZHOU, buyer, world.lines(), Set.of(), ownGoodsOf)))
                .isEqualTo(world.raw().stream().map(c -> rules.ruled(c.central() || anybodysGoods
                        || ownGoodsOf.contains(c.organisation()) ? c : withoutOwn(c), buyer, world.lines())).toList());
        RoutingRequest written = new RoutingRequest(Stand.NOW, buyer, "CN", world.lines(), centralOnly,
                candidates(table.columns(HANGZHOU, buyer, world.lines(), excluded, ownGoodsOf)), rules.terms(), Map.of());
        assertThat(outcome(() -> table.decide(HANGZHOU, world.lines(), excluded, ownGoodsOf, centralOnly)))
                .isEqualTo(outcome(() -> Router.decide(written)));
    }

    private static List<Candidate> candidates(Columns columns) {
        return IntStream.range(0, columns.size()).mapToObj(columns.written()).toList();
    }

    private static Candidate withoutOwn(Candidate c) {
        return c.with(c.consigned(), Collections.nCopies(c.own().size(), 0), c.load(), c.share(), c.confirmedAt());
    }

    private static Object outcome(Supplier<RoutingDecision> decision) {
        try {
            return decision.get();
        } catch (Problem nobody) {
            return List.of(nobody.code(), nobody.details());
        }
    }

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<int[]> figures = Arbitraries.integers().between(0, 1_000_000).array(int[].class).ofSize(14);
        Arbitrary<List<Criterion>> orders = Arbitraries.shuffle(ORDERS).flatMap(all -> Arbitraries.integers()
                .between(1, all.size()).map(n -> all.subList(0, n)));
        return Combinators.combine(figures.list().ofMinSize(1).ofMaxSize(14), orders, Arbitraries.integers().between(1, 4),
                Arbitraries.integers().between(0, 15), Arbitraries.integers().between(0, 3)).as((rows, order, lines, flags, least) ->
                        world(rows, order, lines, flags, least));
    }

    private static World world(List<int[]> rows, List<Criterion> order, int lineCount, int flags, int least) {
        List<RouteLine> lines = lines(IntStream.rangeClosed(1, lineCount).toArray());
        List<Candidate> raw = new ArrayList<>();
        List<RoutingRules.Covers> coverage = new ArrayList<>();
        List<RoutingRules.OfWarehouse> single = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            int[] r = rows.get(i);
            Stand stand = r[0] % 9 == 0 ? Stand.central(i, r[1] % 900) : dealer(i, r[1] % 900);
            stand.holds(IntStream.range(0, lineCount).mapToObj(l -> r[2 + l] % 5).toArray(Integer[]::new))
                    .own(IntStream.range(0, lineCount).mapToObj(l -> r[6 + l] % 3).toArray(Integer[]::new))
                    .share(r[10] % 4).score(97 + r[11] % 4).load(r[12] % 12, 10).confirmedDaysAgo(r[13] % 9);
            if (r[0] % 4 == 0) {
                stand.in(r[1] % 2 == 0 ? "浙江省" : "江苏省", "city " + r[1] % 2);
            }
            raw.add((r[0] % 13 == 0 ? stand.closed() : stand).candidate(lineCount));
            if (r[0] % 7 == 0) {
                coverage.add(new RoutingRules.Covers(raw.get(i).code(), r[1] % 3 == 0 ? "江苏省" : "浙江省", r[1] % 5 == 0 ? "杭州市" : ""));
            }
            if (r[0] % 6 == 0) {
                single.add(new RoutingRules.OfWarehouse(raw.get(i).code(), 1 + r[12] % 12, r[0] % 12 == 0 ? List.of("Hats") : List.of()));
            }
        }
        return new World(new RoutingRules("RUL-1", "any", order, 30, (flags & 1) == 0, (flags & 2) == 0, 7, 5, null, null, false, 3, 7,
                least * 1_000L, (flags & 4) == 0, RoutingRules.example("CNY").costs(), single, coverage), lines, raw);
    }

    @Property(tries = 400)
    void a_stored_decision_replays_to_itself_whatever_the_rules(@ForAll("worlds") World world) {
        RoutingDecision decision = world.decide();
        if (decision != null) {
            RoutingDecision stored = Json.of(decision).as(RoutingDecision.class);
            assertThat(stored).isEqualTo(decision);
            assertThat(Router.decide(stored.request())).isEqualTo(decision);
        }
    }

    @Property(tries = 400)
    void replaying_the_rules_in_force_gives_the_same_decision_and_the_same_sums(@ForAll("worlds") World world) {
        RoutingDecision decision = world.decide();
        if (decision != null) {
            Replay replay = new Replay(world.book(), null, ZONE);
            assertThat(replay.decide(WhatIfTally.NONE, decision, world.book().at(decision.at()))).isEqualTo(decision);
            WhatIfTally tally = replay.next(replay.next(WhatIfTally.NONE, "ORD-1", decision), "ORD-2", decision);
            assertThat(tally.after()).isEqualTo(tally.before());
            assertThat(tally.changed()).isZero();
            assertThat(tally.moved()).isEmpty();
            assertThat(tally.given()).isEmpty();
        }
    }

    @Property(tries = 400)
    void nobody_ships_that_may_not_and_the_parts_are_the_order(@ForAll("worlds") World world) {
        RoutingDecision decision = world.decide();
        if (decision == null) {
            return;
        }
        for (RouteLine line : world.lines()) {
            assertThat(decision.parts().stream().flatMap(p -> p.pieces().stream()).filter(p -> p.variant().equals(line.variant()))
                    .mapToInt(RoutingDecision.Piece::quantity).sum()).isEqualTo(line.quantity());
        }
        for (RoutingDecision.Part part : decision.parts()) {
            Candidate c = Replay.of(decision, part);
            assertThat(c.open() && c.served() && !c.isOutOfLine()).isTrue();
            assertThat(c.central() || c.load() < c.dailyLimit()).isTrue();
            int outDays = decision.decidedBy().outDays();
            assertThat(c.central() || outDays == 0 || c.confirmedAt() == null
                    || !c.confirmedAt().plus(Duration.ofDays(outDays)).isBefore(decision.at())).isTrue();
            part.pieces().forEach(p -> assertThat(p.quantity()).isBetween(1, c.available((int) p.variant().value() - 1)));
            long value = part.pieces().stream().mapToLong(p -> p.quantity() * 1_000L).sum();
            assertThat(decision.parts().size() == 1 || value >= world.rules().minimumPartMinor()).isTrue();
        }
    }

    @Property(tries = 400)
    void more_stock_never_makes_more_parcels(@ForAll("worlds") World any, @ForAll int who, @ForAll int which) {
        World world = new World(withoutMinimum(any.rules()), any.lines(), any.raw());
        RoutingDecision decision = world.decide();
        if (decision == null) {
            return;
        }
        List<Candidate> more = new ArrayList<>(world.raw());
        int at = Math.floorMod(who, more.size());
        List<Integer> pieces = new ArrayList<>(more.get(at).consigned());
        int line = Math.floorMod(which, pieces.size());
        pieces.set(line, pieces.get(line) + 1 + Math.floorMod(which, 4));
        Candidate fuller = more.get(at);
        more.set(at, fuller.with(pieces, fuller.own(), fuller.load(), fuller.share(), fuller.confirmedAt()));
        assertThat(world.decide(more).parts().size()).isLessThanOrEqualTo(decision.parts().size());
    }

    @Property(tries = 300)
    void no_team_is_smaller_than_the_one_that_is_chosen(@ForAll("worlds") World any) {
        World world = new World(withoutMinimum(any.rules()), any.lines(), any.raw());
        RoutingDecision decision = world.decide();
        if (decision == null || decision.parts().size() < 2) {
            return;
        }
        List<Candidate> may = decision.candidates().stream().filter(c -> c.chosen() || c.lostBecause() == Loss.NOT_NEEDED).toList();
        for (int team = 1; team < 1 << may.size(); team++) {
            if (Integer.bitCount(team) < decision.parts().size()) {
                int members = team;
                assertThat(IntStream.range(0, world.lines().size()).allMatch(l -> IntStream.range(0, may.size())
                        .filter(m -> (members >> m & 1) == 1).map(m -> may.get(m).available(l)).sum()
                        >= world.lines().get(l).quantity())).isFalse();
            }
        }
    }

    @Property(tries = 400)
    void what_it_takes_is_proved_by_the_router(@ForAll("worlds") World world) {
        RoutingDecision decision = world.decide();
        if (decision == null) {
            return;
        }
        for (Candidate c : decision.candidates()) {
            List<Change> changes = WhatItTakes.toWin(decision, c.warehouse());
            if (c.chosen()) {
                assertThat(changes).isEmpty();
            } else if (!c.central() && changes.stream().noneMatch(x -> x.kind() == Change.Kind.COST_NO_MORE || x.kind() == Change.Kind.ANYTHING_BETTER)) {
                assertThat(WhatItTakes.isProved(decision, c.warehouse())).as(c.code() + " " + c.lostBecause() + " " + changes + decision).isTrue();
                assertThat(changes).isNotEmpty();
            }
        }
    }

    @Test
    void what_it_takes_is_the_least_in_figures() {
        RoutingDecision decision = Stand.decide(RoutingRules.example("CNY"), null, lines(2), dealer(1, 10).share(3),
                dealer(2, 20).share(7), dealer(3, 100), dealer(4, 12).holds(1), dealer(5, 11).confirmedDaysAgo(5));

        assertThat(takes(decision, 2)).containsExactly(Change.of(Change.Kind.SHARE_AT_MOST, 2));
        assertThat(takes(decision, 3)).first().isEqualTo(Change.of(Change.Kind.KILOMETRES_NEARER, 60));
        assertThat(takes(decision, 4)).first().satisfies(c -> assertThat(c.amount()).isEqualTo(1));
        assertThat(takes(decision, 5)).containsExactly(Change.of(Change.Kind.CONFIRM_STOCK));
    }

    @Test
    void as_good_a_score_is_not_said_to_be_enough_where_one_better_is_needed() {
        RoutingRules score = new RoutingRules("RUL-2", "score first", List.of(Criterion.SCORE), 30, true, true, 7, 5, null, null, false,
                3, 7, 0, false, RoutingRules.example("CNY").costs(), List.of(), List.of());
        assertThat(takes(Stand.decide(score, null, lines(1), dealer(1, 10).score(96), dealer(2, 10).score(94)), 2))
                .containsExactly(Change.of(Change.Kind.SCORE_AT_LEAST, 97));
        assertThat(takes(Stand.decide(score, null, lines(1), dealer(1, 10).score(96), dealer(2, 5).score(94)), 2))
                .as("the distance would speak for it").containsExactly(Change.of(Change.Kind.SCORE_AT_LEAST, 96));
    }

    private static List<Change> takes(RoutingDecision decision, int id) {
        return WhatItTakes.toWin(decision, new WarehouseId(id));
    }

    @Test
    void what_other_rules_would_have_done_is_carried_on() {
        RoutingRules nearest = RoutingRules.example("CNY");
        RoutingRules far = new RoutingRules("RUL-2", "score first", List.of(Criterion.SCORE), 30, true, true, 7, 5, null, null, false,
                3, 7, 0, false, nearest.costs(), List.of(), List.of());
        RulesBook book = new RulesBook("CNY", List.of(), List.of());
        Replay replay = new Replay(book, far, ZONE);
        WhatIfTally tally = WhatIfTally.NONE;
        for (int order = 1; order <= 3; order++) {
            // the far one holds two pieces; the third order finds its shelf empty under the draft
            tally = replay.next(tally, "ORD-" + order, Stand.decide(nearest, null, lines(1), dealer(1, 10).score(90).holds(9),
                    dealer(2, 500).score(99).holds(2)));
        }
        assertThat(tally.changed()).isEqualTo(2);
        assertThat(tally.before().kilometres()).isEqualTo(30);
        assertThat(tally.after().kilometres()).isEqualTo(1_010);
        assertThat(tally.byGain()).extracting(WhatIfTally.OfWarehouse::gain).containsExactly(2, -2);
        assertThat(tally.examples().get(0).lost()).isEqualTo(Loss.LOWER_SCORE);
        assertThat(tally.examples().get(0).would()).isEqualTo(RoutingDecision.Rule.SCORE);
        assertThat(Json.of(tally).as(WhatIfTally.class)).isEqualTo(tally);
    }

    private static RoutingRules withoutMinimum(RoutingRules r) {
        return new RoutingRules(r.code(), r.name(), r.criteria(), r.nearKm(), r.onePrefecture(), r.centralLast(), r.shareDays(),
                r.scoreFromOffers(), r.dailyLimit(), r.cutOff(), r.holidays(), r.staleDays(), r.outDays(), 0, r.ownFirst(),
                r.costs(), r.warehouses(), r.coverage());
    }
}
