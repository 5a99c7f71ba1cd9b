package entrepot.routing;

import entrepot.inventory.Shelf;
import entrepot.inventory.Warehouse;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Point;
import entrepot.platform.geo.Precision;
import entrepot.platform.geo.Places;
import entrepot.platform.geo.Region;
import entrepot.platform.sql.Json;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * How long routing takes among 10,000 dealers, spread over China, of whom half hold everything of an order of three lines,
 * from the table as it was read to the decision, and how large the decision is that is kept. Each order goes to another
 * city and finds another table, as orders do that come one by one.
 */
public final class RoutingBench {

    private static final int DEALERS = 10_000;
    private static final int TABLES = 12;
    private static final int ROUNDS = 1_500;
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final List<VariantId> VARIANTS = List.of(new VariantId(1), new VariantId(2), new VariantId(3));

    private final Random random = new Random(4711);
    private final List<Address> addresses = addresses();

    /** Measures and tells each figure. */
    public void run(BiConsumer<String, Double> figure) {
        figure.accept("routing.us", micros(tables(DEALERS, false)));
        figure.accept("routing.us_split", micros(tables(DEALERS, true)));
        figure.accept("routing.us_of_9", micros(tables(9, false)));
        RoutingDecision kept = tables(DEALERS, false).get(0).decide(addresses.get(0), lines(0));
        figure.accept("routing.kept_candidates", (double) kept.candidates().size());
        figure.accept("routing.kept_kib", Json.of(kept).text().length() / 1024.0);
    }

    private double micros(List<RoutingTable> tables) {
        double[] each = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            RoutingTable table = tables.get(Math.floorMod(round, TABLES));
            Address to = addresses.get(Math.floorMod(round, addresses.size()));
            List<RouteLine> lines = lines(round);
            long began = System.nanoTime();
            RoutingDecision decision = table.decide(to, lines);
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

    private static List<RouteLine> lines(int round) {
        return VARIANTS.stream().map(variant -> new RouteLine(variant,
                1 + Math.floorMod(round + (int) variant.value(), 3), "Things", 5_000, 500)).toList();
    }

    /** @param split whether nobody holds everything */
    private List<RoutingTable> tables(int dealers, boolean split) {
        RulesBook.InForce rules = new RulesBook.InForce(RoutingRules.example("CNY"), null);
        List<RoutingTable> tables = new ArrayList<>();
        for (int each = 0; each < TABLES; each++) {
            List<Shelf> shelves = new ArrayList<>();
            Map<WarehouseId, RoutingTable.Given> given = new HashMap<>();
            for (int i = 0; i < dealers; i++) {
                boolean full = !split && random.nextBoolean();
                List<Integer> consigned = new ArrayList<>();
                for (int line = 0; line < VARIANTS.size(); line++) {
                    consigned.add(full ? 5 : line == i % 3 ? 3 : 0);
                }
                Address at = addresses.get(random.nextInt(addresses.size()));
                Warehouse warehouse = new Warehouse(new WarehouseId(i), "WH-" + i, "Dealer " + i, new OrganisationId(i), false,
                        place(), Precision.CITY, "CN", at.province(), at.city(), "", true, 100, LocalTime.of(16, 0), null,
                        random.nextInt(20) > 0 ? List.of() : List.of(at.province()), List.of(), random.nextInt(10) == 0);
                shelves.add(new Shelf(warehouse, consigned, List.of(0, 0, 0), NOW.minusSeconds(random.nextInt(300_000))));
                given.put(warehouse.id(), new RoutingTable.Given(random.nextInt(102), random.nextInt(300),
                        80 + random.nextInt(20)));
            }
            tables.add(new RoutingTable(NOW.atZone(ZoneId.of("Asia/Shanghai")), rules, null, VARIANTS, shelves, given));
        }
        return tables;
    }

    private static List<Address> addresses() {
        List<Address> addresses = new ArrayList<>();
        for (Region province : Places.regionsOf("CN")) {
            province.parts().forEach(city -> addresses.add(new Address("", "", "CN", province.name(), city.name(), "", "", "")));
        }
        return addresses.stream().filter(address -> Places.locate(address).isPresent()).toList();
    }

    private Point place() {
        return new Point(22_000_000 + random.nextInt(20_000_000), 100_000_000 + random.nextInt(22_000_000));
    }
}
