package entrepot.routing;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Located;
import entrepot.platform.geo.Point;
import entrepot.platform.geo.Precision;
import entrepot.platform.sql.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * How long the router takes among 10,000 dealers, spread over China, of whom half hold everything of an order of three lines,
 * and how large the decision is that is kept. Facts of each order differ, as they do from one order to the next.
 */
public final class RoutingBench {

    private static final int DEALERS = 10_000;
    private static final int ORDERS = 12;
    private static final int ROUNDS = 1_500;

    /** Measures and tells each figure. */
    public void run(BiConsumer<String, Double> figure) {
        figure.accept("routing.us", micros(requests(DEALERS, false)));
        figure.accept("routing.us_split", micros(requests(DEALERS, true)));
        figure.accept("routing.us_of_9", micros(requests(9, false)));
        RoutingDecision kept = Router.decide(requests(DEALERS, false).get(0));
        figure.accept("routing.kept_candidates", (double) kept.candidates().size());
        figure.accept("routing.kept_kib", Json.of(kept).text().length() / 1024.0);
    }

    private static double micros(List<RoutingRequest> requests) {
        double[] each = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            RoutingRequest request = requests.get(Math.floorMod(round, requests.size()));
            long began = System.nanoTime();
            RoutingDecision decision = Router.decide(request);
            long took = System.nanoTime() - began;
            if (decision.parts().isEmpty()) {
                throw new IllegalStateException("nobody ships");
            }
            if (round >= 0) {
                each[round] = took / 1e3;
            }
        }
        Arrays.sort(each);
        return each[ROUNDS / 2];
    }

    /** @param split whether nobody holds everything */
    private static List<RoutingRequest> requests(int dealers, boolean split) {
        Random random = new Random(4711);
        RulesBook.InForce rules = new RulesBook.InForce(RoutingRules.example("CNY"), null);
        List<RoutingRequest> requests = new ArrayList<>();
        for (int order = 0; order < ORDERS; order++) {
            Located buyer = new Located(place(random), Precision.CITY, "", "浙江省", "city " + random.nextInt(300));
            List<RouteLine> lines = new ArrayList<>();
            for (int line = 0; line < 3; line++) {
                lines.add(new RouteLine(new VariantId(line + 1L), 1 + random.nextInt(3), "Things", 5_000, 500));
            }
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < dealers; i++) {
                boolean full = !split && random.nextBoolean();
                List<Integer> consigned = new ArrayList<>();
                for (int line = 0; line < 3; line++) {
                    consigned.add(full ? 5 : line == i % 3 ? 3 : 0);
                }
                candidates.add(rules.ruled(new Candidate(new WarehouseId(i), "WH-" + i, "Dealer " + i, new OrganisationId(i), false,
                        place(random), Precision.CITY, "浙江省", "city " + random.nextInt(300), null, consigned, List.of(0, 0, 0),
                        random.nextInt(20) > 0, random.nextInt(50) > 0, random.nextInt(90), 100, random.nextInt(300),
                        80 + random.nextInt(20), false, false, null), buyer, lines));
            }
            requests.add(new RoutingRequest(Instant.parse("2026-11-24T02:00:00Z"), buyer, "CN", lines, false, candidates,
                    rules.terms(), Map.of()));
        }
        return requests;
    }

    private static Point place(Random random) {
        return new Point(22_000_000 + random.nextInt(20_000_000), 100_000_000 + random.nextInt(22_000_000));
    }
}
