package entrepot.bench;

import entrepot.commission.AccrualBench;
import entrepot.feed.FeedBench;
import entrepot.routing.RoutingBench;
import entrepot.settlement.SettlementBench;
import entrepot.settlement.StatementBench;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code mvn -Pbench -Dscenario=orders|batch|tenants|routing|feed|settlement|force|list|all}: the part of the benchmarks that needs no server. */
public final class DomainBench {

    private interface Scenario {
        void run() throws Exception;
    }

    /** In the order in which they run; the list last, for it leaves a database of ten million rows without its references. */
    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("orders", () -> new OrdersBench().run());
        SCENARIOS.put("batch", () -> new BatchBench().run());
        SCENARIOS.put("tenants", () -> new TenantsBench().run());
        SCENARIOS.put("routing", () -> new RoutingBench().run((figure, value) -> Found.print(figure, value,
                figure.contains(".us") ? "us" : figure.endsWith("kib") ? "KiB" : "of 10,000")));
        SCENARIOS.put("feed", () -> new FeedBench().run((figure, value) -> Found.print(figure, value,
                figure.endsWith("seconds") ? "s" : figure.endsWith("mib") ? "MiB" : "ratio")));
        SCENARIOS.put("settlement", () -> new SettlementBench().run((figure, value) -> Found.print(figure, value,
                figure.contains("seconds") ? "s" : figure.endsWith("mib") ? "MiB" : figure.endsWith("per_s") ? "statements/s" : "ratio")));
        SCENARIOS.put("accrual", () -> new AccrualBench().accruals((figure, value) -> Found.print(figure, value,
                figure.endsWith("per_s") ? "accruals/s" : figure.endsWith("minutes") ? "min" : "ratio")));
        SCENARIOS.put("simulation", () -> new AccrualBench().simulation((figure, value) -> Found.print(figure, value,
                figure.endsWith("seconds") ? "s" : figure.endsWith("mib") ? "MiB" : "ratio")));
        SCENARIOS.put("force", () -> new ForceBench().run());
        SCENARIOS.put("statement", () -> new StatementBench().run((figure, value) -> Found.print(figure, value,
                figure.endsWith("_mib") ? "MiB" : "ms")));
        SCENARIOS.put("list", () -> new ListBench().run());
    }

    private DomainBench() {
    }

    /** One argument: the scenario's name, or {@code all}; nothing happens for scenarios that are measured elsewhere. */
    public static void main(String[] arguments) {
        int status = 0;
        try {
            run(arguments);
        } catch (Exception failure) {
            failure.printStackTrace();
            status = 1;
        }
        // the database's own threads would keep a failed run alive
        System.exit(status);
    }

    private static void run(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        String name = arguments.length == 1 ? arguments[0] : "";
        // as in production: what is acknowledged is on the disk
        System.setProperty("entrepot.testing.durable", "true");
        Found.begin();
        for (Map.Entry<String, Scenario> scenario : SCENARIOS.entrySet()) {
            if (name.equals(scenario.getKey()) || name.equals("all")) {
                System.out.println("scenario " + scenario.getKey());
                long began = System.nanoTime();
                try {
                    scenario.getValue().run();
                } catch (Exception failure) {
                    if (!name.equals("all")) {
                        throw failure;
                    }
                    // the others are measured all the same; the table says that this one was not
                    failure.printStackTrace();
                    Found.failed(scenario.getKey());
                }
                System.out.printf("scenario %s took %d s%n", scenario.getKey(), (System.nanoTime() - began) / 1_000_000_000);
            }
        }
    }
}
