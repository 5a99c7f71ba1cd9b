package entrepot.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code mvn -Pbench -Dscenario=name}: runs one scenario, or all of them one after the other. */
public final class Bench {
    private static final Map<String, Scenario> SCENARIOS = new TreeMap<>(Map.of(
            "start", new StartScenario()));

    /** Measured before, by the domain's own DomainBench. */
    private static final Set<String> MEASURED = Set.of("accrual", "batch", "feed", "force", "list", "orders", "routing", "settlement", "simulation",
            "statement", "tenants");

    /** By the issues; figures by pattern. */
    private static final Map<String, Wanted> WANTED = Map.of(
            "orders\\.vs_statements_(8|32)", new Wanted(false, 0.8),
            "orders\\.vs_one_call_(8|32)", new Wanted(false, 0.5),
            "orders\\.p95_vs_median_(8|32)", new Wanted(true, 4),
            "orders\\.round_trips", new Wanted(true, 8),
            "orders\\.tenant_growth", new Wanted(true, 1.1),
            "batch\\.vs_single", new Wanted(false, 2),
            "routing\\.us", new Wanted(true, 1_000),
            "list\\.growth", new Wanted(true, 1.5),
            "start\\.vs_empty_war", new Wanted(true, 1.5));

    /** Of the books. */
    private static final Map<String, Wanted> WANTED_OF_BOOKS = Map.of(
            "settlement\\.vs_sql", new Wanted(true, 3),
            "accrual\\.vs_limit", new Wanted(false, 0.5),
            "statement\\.(page|preview|lines)_ms", new Wanted(true, 300),
            "settlement\\.heap_mib", new Wanted(true, 128),
            "settlement\\.growth", new Wanted(true, 1.1));

    private Bench() {
    }

    /** One argument: the scenario's name, or {@code all}. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments.length == 1 ? arguments[0] : "";
        if (MEASURED.contains(name)) {
            return;
        }
        if (!name.equals("all") && !SCENARIOS.containsKey(name)) {
            System.err.println("bench: no scenario \"" + name + "\"; there are all, "
                    + String.join(", ", SCENARIOS.keySet()));
            System.exit(1);
        }
        Figures figures = new Figures();
        for (String each : name.equals("all") ? List.copyOf(SCENARIOS.keySet()) : List.of(name)) {
            System.out.println("scenario " + each);
            SCENARIOS.get(each).run(figures);
        }
        System.exit(name.equals("all") && !table(figures) ? 1 : 0);
    }

    /** What all scenarios found, against what is wanted. @return whether all of them could measure */
    private static boolean table(Figures figures) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        boolean whole = true;
        for (String line : Files.readAllLines(Path.of("target", "bench-figures.txt"))) {
            int at = line.indexOf('=');
            whole &= at > 0;
            found.put(at > 0 ? line.substring(0, at) : line, line.substring(at + 1));
        }
        figures.found().forEach((figure, value) -> found.put(figure, Figures.digits(value)));
        System.out.printf("%n%-38s %-30s %s%n", "figure", "found", "wanted");
        found.forEach((figure, value) -> {
            Wanted wanted = Stream.concat(WANTED.entrySet().stream(), WANTED_OF_BOOKS.entrySet().stream()).filter(w -> figure.matches(w.getKey())).map(Map.Entry::getValue)
                    .findFirst().orElse(null);
            System.out.printf("%-38s %-30s %s%n", figure, value, wanted == null ? "" : wanted.said(value));
        });
        return whole;
    }

    /** @param most whether the figure must stay below the limit; else it must reach it */
    private record Wanted(boolean most, double limit) {

        String said(String value) {
            double found = Double.parseDouble(value.split(" ")[0]);
            return (most ? "at most " : "at least ") + limit + ((most ? found <= limit : found >= limit) ? "" : "  MISSED");
        }
    }
}
