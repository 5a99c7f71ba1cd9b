package entrepot.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Located;
import entrepot.platform.geo.Point;
import entrepot.platform.geo.Precision;
import entrepot.platform.sql.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final Located HANGZHOU = new Located(new Point(30_287_459, 120_153_576), Precision.CITY,
            "浙江省 杭州市", "浙江省", "杭州市");
    private static final List<RouteLine> ONE_SHIRT = List.of(new RouteLine(new VariantId(1), 1));

    /** A dealer so many kilometres north of the buyer, in a place of its own, with plenty of everything. */
    private static Dealer dealer(int id, double km) {
        return new Dealer(id, km);
    }

    private static final class Dealer {
        private final int id;
        private final double km;
        private String city;
        private boolean central;
        private boolean served = true;
        private boolean open = true;
        private boolean excluded;
        private int load;
        private int share;
        private int score = 100;
        private List<Integer> consigned = List.of(100, 100, 100);
        private List<Integer> own = List.of(0, 0, 0);

        Dealer(int id, double km) {
            this.id = id;
            this.km = km;
            this.city = "place " + id;
        }

        Dealer central() {
            central = true;
            return this;
        }

        Dealer in(String prefecture) {
            city = prefecture;
            return this;
        }

        Dealer share(int parcels) {
            share = parcels;
            return this;
        }

        Dealer score(int percent) {
            score = percent;
            return this;
        }

        Dealer load(int parcels) {
            load = parcels;
            return this;
        }

        Dealer closed() {
            open = false;
            return this;
        }

        Dealer notServing() {
            served = false;
            return this;
        }

        Dealer excluded() {
            excluded = true;
            return this;
        }

        Dealer holds(Integer... pieces) {
            consigned = List.of(pieces);
            own = Collections.nCopies(pieces.length, 0);
            return this;
        }

        Dealer own(Integer... pieces) {
            own = List.of(pieces);
            return this;
        }

        Candidate candidate(int lines) {
            int north = HANGZHOU.point().latMicro() + (int) Math.round(km / 111.195 * 1e6);
            return new Candidate(new WarehouseId(id), "WH-" + id, "W" + id, new OrganisationId(id), central,
                    new Point(north, HANGZHOU.point().lngMicro()), Precision.CITY, "浙江省", city, null,
                    consigned.subList(0, lines), own.subList(0, lines), served, open, load, 100, share, score, excluded,
                    false, null);
        }
    }

    private static RoutingDecision decide(List<RouteLine> lines, Dealer... dealers) {
        return Router.decide(new RoutingRequest(NOW, HANGZHOU, "CN", lines, false,
                List.of(dealers).stream().map(d -> d.candidate(lines.size())).toList()));
    }

    private static Loss lossOf(RoutingDecision decision, int id) {
        return decision.candidates().stream().filter(c -> c.warehouse().value() == id).findFirst().orElseThrow()
                .lostBecause();
    }

    private static List<Long> chosen(RoutingDecision decision) {
        return decision.parts().stream().map(p -> p.warehouse().value()).toList();
    }

    private static List<RouteLine> lines(int... quantities) {
        return IntStream.range(0, quantities.length)
                .mapToObj(i -> new RouteLine(new VariantId(i + 1), quantities[i])).toList();
    }

    @Test
    void the_nearest_dealer_that_holds_everything_ships() {
        RoutingDecision decision = decide(ONE_SHIRT, dealer(1, 300), dealer(2, 100), dealer(3, 10).holds(0),
                dealer(9, 5).central());

        assertThat(chosen(decision)).containsExactly(2L);
        assertThat(decision.rule()).isEqualTo(RoutingDecision.Rule.NEAREST);
        assertThat(lossOf(decision, 1)).isEqualTo(Loss.FARTHER);
        assertThat(lossOf(decision, 3)).isEqualTo(Loss.HOLDS_NOTHING);
        assertThat(lossOf(decision, 9)).isEqualTo(Loss.CENTRAL_IS_LAST);
        assertThat(decision.candidates().get(0).chosen()).isTrue();
        assertThat(decision.candidates()).allMatch(c -> c.chosen() == (c.lostBecause() == null));
    }

    @Test
    void within_thirty_kilometres_the_smaller_share_wins() {
        RoutingDecision decision = decide(ONE_SHIRT, dealer(1, 10).share(5), dealer(2, 35).share(4),
                dealer(3, 45).share(0));

        assertThat(chosen(decision)).containsExactly(2L);
        assertThat(decision.rule()).isEqualTo(RoutingDecision.Rule.FAIR_SHARE);
        assertThat(lossOf(decision, 1)).isEqualTo(Loss.LARGER_SHARE);
        assertThat(lossOf(decision, 3)).isEqualTo(Loss.FARTHER);
    }

    @Test
    void inside_one_prefecture_distances_count_as_equal() {
        RoutingDecision decision = decide(ONE_SHIRT, dealer(1, 10).in("杭州市").share(5),
                dealer(2, 90).in("杭州市").share(1), dealer(3, 90).share(0));

        assertThat(chosen(decision)).containsExactly(2L);
        assertThat(lossOf(decision, 3)).isEqualTo(Loss.FARTHER);
    }

    @Test
    void with_equal_shares_the_score_decides_and_then_the_distance() {
        RoutingDecision byScore = decide(ONE_SHIRT, dealer(1, 10).score(80), dealer(2, 20).score(95));
        RoutingDecision byDistance = decide(ONE_SHIRT, dealer(1, 10), dealer(2, 20));

        assertThat(chosen(byScore)).containsExactly(2L);
        assertThat(byScore.rule()).isEqualTo(RoutingDecision.Rule.SCORE);
        assertThat(lossOf(byScore, 1)).isEqualTo(Loss.LOWER_SCORE);
        assertThat(chosen(byDistance)).containsExactly(1L);
        assertThat(byDistance.rule()).isEqualTo(RoutingDecision.Rule.NEAREST);
    }

    @Test
    void who_is_closed_full_far_from_its_territory_or_has_declined_is_passed_by() {
        RoutingDecision decision = decide(ONE_SHIRT, dealer(1, 1).closed(), dealer(2, 2).load(100),
                dealer(3, 3).notServing(), dealer(4, 4).excluded(), dealer(5, 500));

        assertThat(chosen(decision)).containsExactly(5L);
        assertThat(IntStream.rangeClosed(1, 4).mapToObj(id -> lossOf(decision, id)))
                .containsExactly(Loss.CLOSED, Loss.FULL, Loss.NOT_SERVED, Loss.EXCLUDED);
    }

    @Test
    void central_ships_what_no_dealer_holds_whole_before_anything_is_split() {
        RoutingDecision decision = decide(lines(1, 1), dealer(1, 1).holds(1, 0), dealer(2, 2).holds(0, 1),
                dealer(9, 900).central().holds(1, 1));

        assertThat(chosen(decision)).containsExactly(9L);
        assertThat(decision.rule()).isEqualTo(RoutingDecision.Rule.CENTRAL);
        assertThat(decision.parts().get(0).dealer()).isNull();
        assertThat(lossOf(decision, 1)).isEqualTo(Loss.HOLDS_PART);
    }

    @Test
    void a_split_takes_the_fewest_parcels_and_then_the_nearest() {
        RoutingDecision decision = decide(lines(1, 1, 1), dealer(1, 1).holds(1, 0, 0), dealer(2, 2).holds(0, 1, 0),
                dealer(3, 3).holds(0, 0, 1), dealer(4, 400).holds(1, 1, 0), dealer(5, 500).holds(1, 1, 0));

        assertThat(chosen(decision)).containsExactly(3L, 4L);
        assertThat(decision.rule()).isEqualTo(RoutingDecision.Rule.FEWEST_PARCELS);
        assertThat(lossOf(decision, 5)).isEqualTo(Loss.NOT_NEEDED);
    }

    @Test
    void a_line_that_nobody_holds_whole_is_taken_from_several() {
        RoutingDecision decision = decide(lines(5), dealer(1, 1).holds(3), dealer(2, 2).holds(3));

        assertThat(decision.parts()).extracting(p -> p.pieces().get(0).quantity()).containsExactly(3, 2);
    }

    @Test
    void a_part_says_whether_the_dealers_own_goods_are_needed() {
        assertThat(decide(lines(2), dealer(1, 1).holds(1).own(5)).parts().get(0).ownGoods()).isTrue();
        assertThat(decide(lines(1), dealer(1, 1).holds(1).own(5)).parts().get(0).ownGoods()).isFalse();
    }

    @Test
    void nobody_can_ship_what_is_nowhere() {
        assertThatThrownBy(() -> decide(lines(5, 1), dealer(1, 1).holds(3, 1), dealer(2, 1).holds(1, 1)))
                .isInstanceOfSatisfying(Problem.class, problem ->
                        assertThat(problem.code()).isEqualTo(RoutingProblem.NOBODY_CAN_SHIP));
    }

    @Test
    void for_a_buyer_whose_place_is_not_known_central_ships() {
        RoutingDecision decision = Router.decide(new RoutingRequest(NOW, null, "CN", ONE_SHIRT, false,
                List.of(dealer(1, 1).candidate(1), dealer(9, 1).central().candidate(1))));

        assertThat(chosen(decision)).containsExactly(9L);
        assertThat(lossOf(decision, 1)).isEqualTo(Loss.PLACE_UNKNOWN);
    }

    @Test
    void when_enough_dealers_have_been_asked_central_ships() {
        RoutingDecision decision = Router.decide(new RoutingRequest(NOW, HANGZHOU, "CN", ONE_SHIRT, true,
                List.of(dealer(1, 1).excluded().candidate(1), dealer(2, 1).candidate(1),
                        dealer(9, 1).central().candidate(1))));

        assertThat(chosen(decision)).containsExactly(9L);
        assertThat(lossOf(decision, 1)).isEqualTo(Loss.EXCLUDED);
        assertThat(lossOf(decision, 2)).isEqualTo(Loss.OFFERS_USED_UP);
    }

    @Provide
    Arbitrary<RoutingRequest> requests() {
        Arbitrary<Candidate> candidate = Combinators.combine(Arbitraries.integers().between(0, 900),
                Arbitraries.integers().between(0, 3), Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, 3).list().ofSize(4), Arbitraries.integers().between(0, 60),
                Arbitraries.integers().between(0, 2)).as((km, share, flags, stock, kind, city) -> {
                    Dealer dealer = dealer(0, km).share(share).score(90 + share).in(city == 0 ? "" : "city " + city)
                            .holds(stock.get(0), stock.get(1)).own(stock.get(2), stock.get(3));
                    if (kind % 10 == 0) {
                        dealer.central();
                    }
                    return flags == 0 ? dealer.closed() : flags == 1 ? dealer.excluded() : dealer;
                }).map(d -> d.candidate(2));
        return Combinators.combine(candidate.list().ofMinSize(1).ofMaxSize(15), Arbitraries.integers().between(1, 4),
                Arbitraries.integers().between(1, 4)).as((candidates, first, second) -> new RoutingRequest(NOW,
                        HANGZHOU, "CN", lines(first, second), false, numbered(candidates)));
    }

    private static List<Candidate> numbered(List<Candidate> candidates) {
        return IntStream.range(0, candidates.size()).mapToObj(i -> {
            Candidate c = candidates.get(i);
            return new Candidate(new WarehouseId(i), "WH-" + i, "W", new OrganisationId(i), c.central(), c.point(),
                    c.precision(), c.province(), c.city(), null, c.consigned(), c.own(), c.served(), c.open(), c.load(),
                    c.dailyLimit(), c.share(), c.score(), c.excluded(), false, null);
        }).toList();
    }

    private static Object answer(RoutingRequest request) {
        try {
            return Router.decide(request);
        } catch (Problem nobody) {
            return nobody.getMessage();
        }
    }

    @Property(tries = 500)
    void the_order_of_the_candidates_makes_no_difference(@ForAll("requests") RoutingRequest request,
                                                         @ForAll Random random) {
        List<Candidate> shuffled = new ArrayList<>(request.candidates());
        Collections.shuffle(shuffled, random);

        assertThat(answer(new RoutingRequest(request.at(), request.buyer(), request.country(), request.lines(), false,
                shuffled))).isEqualTo(answer(request));
    }

    @Property(tries = 500)
    void a_stored_decision_replays_to_itself(@ForAll("requests") RoutingRequest request) {
        if (answer(request) instanceof RoutingDecision decision) {
            RoutingDecision stored = Json.of(decision).as(RoutingDecision.class);

            assertThat(stored).isEqualTo(decision);
            assertThat(Router.decide(stored.request())).isEqualTo(decision);
        }
    }

    @Property(tries = 500)
    void what_is_decided_adds_up_and_is_there(@ForAll("requests") RoutingRequest request) {
        if (answer(request) instanceof RoutingDecision decision) {
            for (RouteLine line : request.lines()) {
                assertThat(decision.parts().stream().flatMap(p -> p.pieces().stream())
                        .filter(p -> p.variant().equals(line.variant())).mapToInt(RoutingDecision.Piece::quantity).sum())
                        .isEqualTo(line.quantity());
            }
            for (RoutingDecision.Part part : decision.parts()) {
                Candidate candidate = request.candidates().get((int) part.warehouse().value());
                assertThat(candidate.open() && !candidate.excluded()).isTrue();
                part.pieces().forEach(p -> assertThat(p.quantity())
                        .isBetween(1, candidate.available((int) p.variant().value() - 1)));
            }
            boolean somebodyHoldsAll = request.candidates().stream()
                    .anyMatch(c -> c.open() && !c.excluded() && c.holdsAll(request.lines()));
            assertThat(decision.parts().size() == 1).isEqualTo(somebodyHoldsAll);
        }
    }
}
