package entrepot.bench;

import entrepot.feed.FeedBench;
import entrepot.routing.RoutingBench;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code mvn -Pbench -Dscenario=orders|feed|routing|list|all}: the part of the benchmarks that needs no server. */
public final class DomainBench {

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
        if (name.equals("orders") || name.equals("all")) {
            System.out.println("scenario orders");
            new OrdersBench().run();
        }
        if (name.equals("batch") || name.equals("all")) {
            System.out.println("scenario batch");
            new BatchBench().run();
        }
        if (name.equals("tenants") || name.equals("all")) {
            System.out.println("scenario tenants");
            new TenantsBench().run();
        }
        if (name.equals("feed") || name.equals("all")) {
            System.out.println("scenario feed");
            new FeedBench().run((figure, value) -> OrdersBench.print(figure, value, figure.endsWith("seconds") ? "s"
                    : figure.endsWith("mib") ? "MiB" : "ratio"));
        }
        if (name.equals("routing") || name.equals("all")) {
            System.out.println("scenario routing");
            new RoutingBench().run((figure, value) -> OrdersBench.print(figure, value, figure.contains(".us") ? "us"
                    : figure.endsWith("kib") ? "KiB" : "of 10,000"));
        }
        if (name.equals("list") || name.equals("all")) {
            System.out.println("scenario list");
            new ListBench().run();
        }
        if (name.equals("force") || name.equals("all")) {
            System.out.println("scenario force");
            new ForceBench().run();
        }
    }
}
