package entrepot.routing;

import static entrepot.routing.Stand.central;
import static entrepot.routing.Stand.chosen;
import static entrepot.routing.Stand.dealer;
import static entrepot.routing.Stand.lines;
import static entrepot.routing.Stand.lossOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import entrepot.platform.geo.Origin;
import entrepot.platform.geo.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Each rule at its boundary. */
class RulesTest {

    private static final RoutingRules EXAMPLE = RoutingRules.example("CNY");
    private static final List<RouteLine> ONE = lines(1);

    private static RoutingRules by(Criterion... criteria) {
        return rules(List.of(criteria), true, 0, false, 3, 7, List.of(), List.of());
    }

    private static RoutingRules rules(List<Criterion> criteria, boolean centralLast, long minimum, boolean ownFirst, int stale,
                                      int out, List<RoutingRules.OfWarehouse> warehouses, List<RoutingRules.Covers> coverage) {
        return new RoutingRules("RUL-1", "test", criteria, 30, true, centralLast, 7, 5, null, null, false, stale, out, minimum,
                ownFirst, EXAMPLE.costs(), warehouses, coverage);
    }

    private static RoutingDecision decide(RoutingRules rules, Stand... stands) {
        return Stand.decide(rules, null, ONE, stands);
    }

    @Test
    void thirty_kilometres_more_count_as_equal_and_one_metre_beyond_does_not() {
        assertThat(chosen(decide(EXAMPLE, dealer(1, 10).share(5), dealer(2, 39.999).share(4)))).containsExactly(2L);
        RoutingDecision beyond = decide(EXAMPLE, dealer(1, 10).share(5), dealer(2, 40.002).share(4));
        assertThat(chosen(beyond)).containsExactly(1L);
        assertThat(lossOf(beyond, 2)).isEqualTo(Loss.FARTHER);
    }

    @Test
    void the_coverage_table_asks_before_distance_and_the_city_before_the_province() {
        RoutingRules rules = EXAMPLE.covering(List.of(new RoutingRules.Covers("WH-00002", "浙江省", ""),
                new RoutingRules.Covers("WH-00003", "浙江省", "杭州市"), new RoutingRules.Covers("WH-00004", "江苏省", "")));
        RoutingDecision decision = decide(rules, dealer(1, 5), dealer(2, 100), dealer(3, 300), dealer(4, 1));

        assertThat(chosen(decision)).containsExactly(3L);
        assertThat(decision.rule()).isEqualTo(RoutingDecision.Rule.COVERAGE);
        assertThat(lossOf(decision, 1)).isEqualTo(Loss.COVERED_BY_OTHER);
        assertThat(lossOf(decision, 2)).isEqualTo(Loss.COVERED_BY_OTHER);
        assertThat(lossOf(decision, 4)).isEqualTo(Loss.NOT_SERVED);
    }

    @Test
    void the_order_of_the_criteria_is_headquarters() {
        Stand near = dealer(1, 10).share(9).score(80);
        Stand far = dealer(2, 500).share(0).score(99);
        assertThat(chosen(decide(by(Criterion.NEAREST), near, far))).containsExactly(1L);
        assertThat(chosen(decide(by(Criterion.FAIR_SHARE, Criterion.NEAREST), near, far))).containsExactly(2L);
        RoutingDecision score = decide(by(Criterion.SCORE), near, far);
        assertThat(score.rule()).isEqualTo(RoutingDecision.Rule.SCORE);
        assertThat(lossOf(score, 1)).isEqualTo(Loss.LOWER_SCORE);
    }

    @Test
    void stock_confirmed_three_days_ago_still_counts_in_full_and_seven_days_ago_at_all() {
        assertThat(chosen(decide(EXAMPLE, dealer(1, 10).share(0).confirmedDaysAgo(3), dealer(2, 20).share(5)))).containsExactly(1L);
        RoutingDecision stale = decide(EXAMPLE, dealer(1, 10).share(0).confirmedDaysAgo(3.01), dealer(2, 20).share(5));
        assertThat(chosen(stale)).containsExactly(2L);
        assertThat(stale.rule()).isEqualTo(RoutingDecision.Rule.FRESH_STOCK);
        assertThat(lossOf(stale, 1)).isEqualTo(Loss.STALE_STOCK);
        assertThat(chosen(decide(EXAMPLE, dealer(1, 10).confirmedDaysAgo(7), central(9, 10)))).containsExactly(1L);
        RoutingDecision out = decide(EXAMPLE, dealer(1, 10).confirmedDaysAgo(7.01), central(9, 10).confirmedDaysAgo(99));
        assertThat(chosen(out)).containsExactly(9L);
        assertThat(lossOf(out, 1)).isEqualTo(Loss.STOCK_TOO_OLD);
    }

    @Test
    void the_last_day_of_a_peak_belongs_to_it() {
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        Instant end = LocalDate.of(2026, 12, 12).atStartOfDay(zone).toInstant();
        Peak peak = new Peak("PEA-1", "12.12", Stand.NOW, end, false, 150, true, true, null);
        assertThat(peak.lastDay(zone)).isEqualTo(LocalDate.of(2026, 12, 11));
        Peak stopped = new Peak("PEA-1", "12.12", Stand.NOW, end, false, 150, true, true, end.minusSeconds(172_800 + 3_600));
        assertThat(stopped.lastDay(zone)).as("ended early").isEqualTo(LocalDate.of(2026, 12, 9));
    }

    @Test
    void a_limit_is_reached_when_as_many_parcels_are_given_and_a_peak_raises_it() {
        RoutingRules limited = EXAMPLE.limiting(List.of(new RoutingRules.OfWarehouse("WH-00001", 20, List.of())));
        assertThat(chosen(decide(limited, dealer(1, 10).load(19, 100), dealer(2, 500)))).containsExactly(1L);
        RoutingDecision full = decide(limited, dealer(1, 10).load(20, 100), dealer(2, 500));
        assertThat(lossOf(full, 1)).isEqualTo(Loss.FULL);
        Peak peak = new Peak("PEA-1", "11.11", Stand.NOW, Stand.NOW.plusSeconds(60), false, 150, true, true, null);
        assertThat(chosen(Stand.decide(limited, peak, ONE, dealer(1, 10).load(29, 100), dealer(2, 500)))).containsExactly(1L);
        assertThat(chosen(Stand.decide(limited, peak, ONE, dealer(1, 10).load(30, 100), dealer(2, 500)))).containsExactly(2L);
    }

    @Test
    void a_warehouse_ships_only_its_product_lines() {
        RoutingRules hats = EXAMPLE.limiting(List.of(new RoutingRules.OfWarehouse("WH-00001", null, List.of("Hats"))));
        RoutingRules both = EXAMPLE.limiting(List.of(new RoutingRules.OfWarehouse("WH-00001", null, List.of("Hats", "Shirts"))));
        RoutingDecision decision = decide(hats, dealer(1, 10), dealer(2, 500));
        assertThat(chosen(decision)).containsExactly(2L);
        assertThat(lossOf(decision, 1)).isEqualTo(Loss.NOT_ITS_LINE);
        assertThat(chosen(decide(both, dealer(1, 10), dealer(2, 500)))).containsExactly(1L);
    }

    @Test
    void the_cheaper_place_wins_where_costs_are_asked() {
        RoutingDecision decision = decide(by(Criterion.COST), dealer(1, 10).in("江苏省", "苏州市"), dealer(2, 200));
        assertThat(chosen(decision)).containsExactly(2L);
        assertThat(decision.rule()).isEqualTo(RoutingDecision.Rule.COST);
        assertThat(lossOf(decision, 1)).isEqualTo(Loss.DEARER);
    }

    @Test
    void who_can_take_all_from_the_goods_that_go_first_wins_where_that_is_asked() {
        Stand own = dealer(1, 10).holds(0).own(5);
        Stand consigned = dealer(2, 20).holds(5).own(0);
        assertThat(chosen(decide(by(Criterion.NEAREST, Criterion.GOODS), own, consigned))).containsExactly(2L);
        RoutingDecision ownFirst = decide(rules(List.of(Criterion.NEAREST, Criterion.GOODS), true, 0, true, 3, 7, List.of(),
                List.of()), own, consigned);
        assertThat(chosen(ownFirst)).containsExactly(1L);
        assertThat(ownFirst.parts().get(0).ownGoods()).isTrue();
    }

    @Test
    void central_stands_beside_the_dealers_where_the_rules_say_so() {
        assertThat(chosen(decide(EXAMPLE, dealer(1, 500), central(9, 10)))).containsExactly(1L);
        assertThat(chosen(decide(rules(List.of(Criterion.NEAREST), false, 0, false, 3, 7, List.of(), List.of()), dealer(1, 500),
                central(9, 10)))).containsExactly(9L);
    }

    @Test
    void nobody_ships_less_than_the_smallest_part() {
        List<RouteLine> lines = lines(3, 3);
        RoutingRules twoPieces = rules(EXAMPLE.criteria(), true, 2_000, false, 3, 7, List.of(), List.of());
        // the first would ship all three shirts and the second one hat, but for the rule
        RoutingDecision decision = Stand.decide(twoPieces, null, lines, dealer(1, 1).holds(3, 2), dealer(2, 2).holds(2, 1));
        assertThat(decision.parts()).hasSize(2).allSatisfy(p -> assertThat(p.pieces().stream()
                .mapToInt(RoutingDecision.Piece::quantity).sum()).isGreaterThanOrEqualTo(2));
        assertThatThrownBy(() -> Stand.decide(twoPieces, null, lines, dealer(1, 1).holds(3, 2), dealer(2, 2).holds(0, 1)))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(RoutingProblem.PARTS_TOO_SMALL));
    }

    @Test
    void offers_count_as_accepted_in_a_peak_and_where_the_dealer_wishes_it() {
        Peak peak = new Peak("PEA-1", "11.11", Stand.NOW, Stand.NOW.plusSeconds(60), true, 100, false, false, null);
        assertThat(decide(EXAMPLE, dealer(1, 1)).parts().get(0).acceptAtOnce()).isFalse();
        assertThat(decide(EXAMPLE, dealer(1, 1).autoAccept()).parts().get(0).acceptAtOnce()).isTrue();
        assertThat(Stand.decide(EXAMPLE, peak, ONE, dealer(1, 1)).parts().get(0).acceptAtOnce()).isTrue();
        assertThat(Stand.decide(EXAMPLE, peak, ONE, central(9, 1)).parts().get(0).acceptAtOnce()).isFalse();
    }

    @Test
    void rules_count_from_their_moment_on_and_not_inside_a_frozen_peak() {
        Instant from = Instant.parse("2026-11-10T16:00:00Z");
        RulesBook.Dated version = new RulesBook.Dated(by(Criterion.SCORE), from);
        RulesBook book = new RulesBook("CNY", List.of(version), List.of());
        assertThat(book.rulesAt(from.minusNanos(1)).code()).isEmpty();
        assertThat(book.rulesAt(from).code()).isEqualTo("RUL-1");

        Peak peak = new Peak("PEA-1", "11.11", from.minus(Duration.ofDays(1)), from.plus(Duration.ofDays(2)), true, 200, true,
                true, null);
        RulesBook frozen = new RulesBook("CNY", List.of(version), List.of(peak));
        assertThat(frozen.rulesAt(peak.until().minusNanos(1)).code()).isEmpty();
        assertThat(frozen.rulesAt(peak.until()).code()).isEqualTo("RUL-1");
        assertThat(frozen.peakAt(peak.from())).isEqualTo(peak);
        assertThat(frozen.peakAt(peak.until())).isNull();
    }

    @Test
    void in_a_network_of_thousands_the_decision_stays_small_and_replays() {
        Stand[] many = Stream.concat(Stream.of(central(90_000, 700)), IntStream.range(0, 10_000)
                .mapToObj(i -> {
                    Stand stand = dealer(i, 5 + i * 0.2).share(i % 7).score(80 + i % 20);
                    return i % 5 == 0 ? stand.holds(0) : i % 11 == 0 ? stand.closed() : stand;
                })).toArray(Stand[]::new);
        RoutingDecision decision = decide(EXAMPLE, many);

        assertThat(decision.candidates().size()).isLessThanOrEqualTo(Weighing.EXPLAINED_MAX);
        assertThat(decision.candidates().size() + decision.counted().values().stream().mapToInt(n -> n).sum()).isEqualTo(10_001);
        assertThat(decision.counted().get(Loss.FARTHER)).isGreaterThan(5_000);
        assertThat(Router.decide(decision.request())).isEqualTo(decision);
    }

    @Test
    void a_split_among_thousands_replays_from_what_is_kept() {
        Stand[] many = IntStream.range(0, 3_000).mapToObj(i -> dealer(i, 5 + i * 0.3).holds(i % 3 == 0 ? 3 : 0, i % 3 == 1 ? 3 : 0,
                i % 3 == 2 ? 2 + i % 2 : 0)).toArray(Stand[]::new);
        RoutingDecision decision = Stand.decide(EXAMPLE, null, lines(3, 3, 3), many);

        assertThat(chosen(decision)).containsExactly(0L, 1L, 5L);
        assertThat(decision.candidates().size()).isLessThan(60);
        assertThat(Router.decide(decision.request())).isEqualTo(decision);
    }

    @Property(tries = 1000)
    void what_a_distance_is_at_least_is_never_more_than_it_is(@ForAll @IntRange(min = -90_000_000, max = 90_000_000) int lat,
            @ForAll @IntRange(min = -180_000_000, max = 180_000_000) int lng,
            @ForAll @IntRange(min = -90_000_000, max = 90_000_000) int otherLat,
            @ForAll @IntRange(min = -180_000_000, max = 180_000_000) int otherLng) {
        Origin origin = new Origin(new Point(lat, lng));
        Point other = new Point(otherLat, otherLng);
        assertThat(origin.atLeast(other.latMicro(), other.lngMicro())).isLessThanOrEqualTo(origin.metresTo(other));
    }
}
