package entrepot.bench;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code mvn -Pbench -Dscenario=name}: runs one scenario, or all of them one after the other. */
public final class Bench {
    private static final Map<String, Scenario> SCENARIOS = new TreeMap<>(Map.of(
            "start", new StartScenario()));

    /** Measured before, by the domain's own DomainBench. */
    private static final Set<String> MEASURED = Set.of("batch", "feed", "force", "list", "orders", "routing", "tenants");

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
        System.exit(0);
    }
}
