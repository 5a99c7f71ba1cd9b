package entrepot.campaign;

import entrepot.campaign.ClientLog.Case;
import entrepot.campaign.ClientLog.Word;
import entrepot.journey.RunningPortal;
import entrepot.proof.Books;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kills the whole program during order load, starts it again on the same data folder, and compares what is there with
 * what its clients were told.
 */
final class Crash implements Campaign.Rounds {
    /** The load counts once the portal is warm: so many orders are acknowledged before the moment is drawn. */
    private static final int WARM = 20;
    private static final Duration WARMING = Duration.ofSeconds(90);
    private static final Duration LOAD_MAX = Duration.ofSeconds(12);
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);
    private static final int RETRIES = 20;

    private final Consumer<String> say;
    private final SplittableRandom random;
    private final String name;
    private RunningPortal portal;

    /** Starts the portal on that folder, which may hold a portal's data already. */
    Crash(Path data, long seed, Consumer<String> say) throws SQLException {
        this.say = say;
        this.random = new SplittableRandom(seed);
        this.name = "crash-" + Long.toHexString(seed);
        this.portal = RunningPortal.on(data);
        say.accept("seed=" + seed + ", data folder " + data + ", " + settings(portal));
    }

    /**
     * One crash and what follows.
     *
     * @return what is not as it should be; empty when all is well
     */
    @Override
    public List<String> round(int number) throws SQLException {
        List<String> faults = new ArrayList<>();
        try (ClientLog log = new ClientLog(portal.data().resolveSibling("crash-log").resolve(name + "-" + number + ".log"))) {
            OrderLoad load = new OrderLoad(portal, log, name + "-" + number);
            load.start(portal, random.split());
            warm(log);
            long moment = random.nextLong(LOAD_MAX.toMillis());
            pause(moment);
            int killed = killEverything(portal, random);
            load.stop();
            int acknowledged = log.all(Word.OK).size();
            List<Case> unknown = log.all(Word.SENT);
            long begun = System.nanoTime();
            portal = RunningPortal.on(portal.data());
            long again = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            // before anything is sent again: each that was acknowledged is there, each of the others at most once
            faults.addAll(compare(log));
            faults.addAll(books(portal));
            long there = unknown.stream().filter(one -> exists(one.key())).count();
            decide(load, log, unknown, faults);
            load.start(portal, random.split());
            pause(AFTERWARDS.toMillis());
            load.stop();
            decide(load, log, log.all(Word.SENT), faults);
            faults.addAll(compare(log));
            faults.addAll(books(portal));
            int left = load.takeBack(portal);
            faults.addAll(books(portal));
            say.accept("round=" + number + " killed_after_ms=" + moment + " processes=" + killed + " acknowledged="
                    + acknowledged + " unknown=" + unknown.size() + " of_these_there=" + there + " refused="
                    + reasons(log) + " up_again_ms=" + again + " acknowledged_in_the_end=" + log.all(Word.OK).size()
                    + " not_cancelled=" + left + " faults=" + faults.size());
        }
        return faults;
    }

    private static void warm(ClientLog log) {
        long end = System.nanoTime() + WARMING.toNanos();
        while (log.all(Word.OK).size() < WARM) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Only " + log.all(Word.OK).size() + " orders were acknowledged in "
                        + WARMING.toSeconds() + " s: the load is no load. " + reasons(log));
            }
            pause(50);
        }
    }

    private static Map<String, Long> reasons(ClientLog log) {
        return log.all(Word.REFUSED).stream().collect(Collectors.groupingBy(Case::detail, TreeMap::new,
                Collectors.counting()));
    }

    /** kill -9 of the launcher, the portal and every PostgreSQL process of this data folder, by their ids, in random order. */
    static int killEverything(RunningPortal portal, SplittableRandom random) {
        Set<ProcessHandle> all = new LinkedHashSet<>();
        ProcessHandle launcher = portal.process().handle();
        launcher.descendants().forEach(all::add);
        postmaster(portal).ifPresent(server -> {
            all.add(server);
            server.descendants().forEach(all::add);
        });
        all.add(launcher);
        List<ProcessHandle> order = new ArrayList<>(all);
        for (int i = order.size() - 1; i > 0; i--) {
            order.set(i, order.set(random.nextInt(i + 1), order.get(i)));
        }
        order.forEach(ProcessHandle::destroyForcibly);
        portal.process().awaitEnd(Duration.ofSeconds(10));
        return order.size();
    }

    private static Stream<Long> pid(RunningPortal portal) {
        try {
            return Stream.of(Long.parseLong(Files.readAllLines(portal.data().resolve("postgres/postmaster.pid")).get(0).trim()));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static java.util.Optional<ProcessHandle> postmaster(RunningPortal portal) {
        return pid(portal).findFirst().flatMap(ProcessHandle::of);
    }

    /** Asks again, with the same keys, until each is decided. */
    private void decide(OrderLoad load, ClientLog log, List<Case> open, List<String> faults) {
        for (Case one : open) {
            for (int i = 0; i < RETRIES && log.of(one.key()).word() == Word.SENT; i++) {
                if (i > 0) {
                    pause(250);
                }
                load.submit(portal, one.key());
            }
            if (log.of(one.key()).word() == Word.SENT) {
                faults.add(one.key() + " is not decided after " + RETRIES + " retries");
            }
        }
    }

    /** The clients' story against the portal's. */
    private List<String> compare(ClientLog log) throws SQLException {
        List<String> faults = new ArrayList<>();
        record Row(String code, String sku, int quantity) {
        }
        Map<String, List<Row>> rows = new TreeMap<>();
        try (Connection database = portal.database(); PreparedStatement query = database.prepareStatement("""
                select o.outside_number, o.code, l.sku, l.quantity from sales_order o
                  join order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id
                 where o.outside_number like ?""")) {
            query.setString(1, name + "-%");
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                            .add(new Row(row.getString(2), row.getString(3), row.getInt(4)));
                }
            }
        }
        for (Case one : log.all(Word.OK)) {
            List<Row> found = rows.getOrDefault(one.key(), List.of());
            if (!found.equals(List.of(new Row(one.detail(), one.wish().sku(), one.wish().quantity())))) {
                faults.add(one.key() + " was acknowledged as " + one.detail() + ", and there is " + found);
            }
        }
        for (Case one : log.all(Word.REFUSED)) {
            if (rows.containsKey(one.key())) {
                faults.add(one.key() + " was refused (" + one.detail() + "), and there is " + rows.get(one.key()));
            }
        }
        for (Case one : log.all(Word.SENT)) {
            if (rows.getOrDefault(one.key(), List.of()).size() > 1) {
                faults.add(one.key() + " got no answer, and there are " + rows.get(one.key()));
            }
        }
        rows.forEach((key, found) -> {
            if (key.startsWith(prefix(log)) && log.of(key) == null) {
                faults.add("Nobody ordered " + key + " " + found);
            }
        });
        return faults;
    }

    private String prefix(ClientLog log) {
        return log.all(Word.OK).stream().findFirst().map(one -> one.key().substring(0, one.key().lastIndexOf('-') + 1))
                .orElse("nothing");
    }

    static List<String> books(RunningPortal portal) throws SQLException {
        try (Connection database = portal.database()) {
            // one moment, whatever is being placed meanwhile
            database.setAutoCommit(false);
            database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return Books.faults(database);
        }
    }

    private boolean exists(String outsideNumber) {
        try (Connection database = portal.database(); PreparedStatement query = database.prepareStatement(
                "select 1 from sales_order where outside_number = ?")) {
            query.setString(1, outsideNumber);
            return query.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String settings(RunningPortal portal) throws SQLException {
        List<String> settings = new ArrayList<>();
        try (Connection database = portal.database(); Statement statement = database.createStatement()) {
            for (String name : List.of("server_version", "fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                try (ResultSet row = statement.executeQuery("show " + name)) {
                    row.next();
                    settings.add(name + "=" + row.getString(1));
                }
            }
        }
        return String.join(" ", settings);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        portal.process().close();
    }
}
