package entrepot.bench;

import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Warehouses;
import entrepot.ledger.Ledger;
import entrepot.network.Organisation;
import entrepot.network.SubShop;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.platform.sql.Transactions;
import entrepot.testing.OneCall;
import entrepot.testing.Portal;
import entrepot.testing.Tape;
import entrepot.testing.Trade;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Orders of three lines, placed by 1, 8 and 32 members at once over REST (or where there is no installation, by the use
 * case), against the same statements sent one by one by a bare client on the same database (what all that is not SQL
 * costs) and against the same statements in one function of the database (what the round trips cost as well).
 */
final class OrdersBench {

    private static final int MEMBERS = 32;
    private static final int DEALERS = 5;
    private static final int HISTORY = Integer.getInteger("entrepot.bench.history", 20_000);
    private static final long WARM_UP_MS = Long.getLong("entrepot.bench.warm.up", 15_000);
    private static final long MEASURE_MS = Long.getLong("entrepot.bench.measure", 5_000);
    private static final int ROUNDS = 2;
    private static final int WARM_TURNS_MIN = 4;
    private static final int WARM_TURNS_MAX = 16;
    private static final double STILL_FALLS = 0.95;
    private static final int[] CLIENTS = Stream.of(System.getProperty("entrepot.bench.clients", "1,8,32").split(","))
            .mapToInt(Integer::parseInt).toArray();
    private static final AtomicLong NUMBER = new AtomicLong();

    private final Portal portal = spread(Portal.running());
    private final Trade trade = Trade.inChina(portal);
    private final Orders orders = portal.bean(Orders.class);
    private final List<Client> clients = new ArrayList<>();
    private final long database = serverOf(portal);

    /** A member that orders: its actor, its shop, its own three SKUs, and how its order looked on the wire. */
    private record Client(Actor actor, SubShop shop, List<String> skus, Tape tape, String key, String number, String apiKey,
                          OneCall call) {

        Client with(OneCall function) {
            return new Client(actor, shop, skus, tape, key, number, apiKey, function);
        }

        PlaceOrder order(String outsideNumber) {
            return new PlaceOrder(shop.code(), outsideNumber, Trade.hangzhou(),
                    skus.stream().map(sku -> new PlaceOrder.Line(sku, 1, null)).toList(), "", "", null);
        }

        String body(String outsideNumber) {
            Address to = Trade.hangzhou();
            return "{\"subShop\":\"" + shop.code() + "\",\"outsideNumber\":\"" + outsideNumber + "\",\"shipTo\":{\"name\":\""
                    + to.name() + "\",\"phone\":\"" + to.phone() + "\",\"country\":\"CN\",\"province\":\"" + to.province()
                    + "\",\"city\":\"" + to.city() + "\",\"district\":\"" + to.district() + "\",\"street\":\"" + to.street()
                    + "\",\"postcode\":\"" + to.postcode() + "\"},\"lines\":[" + skus.stream()
                    .map(sku -> "{\"sku\":\"" + sku + "\",\"quantity\":1}").collect(Collectors.joining(",")) + "]}";
        }
    }

    /** Something that clients do at once, each on a connection of its own. */
    private interface Work<C> {

        C connect() throws Exception;

        void once(Client client, C connection) throws Exception;

        void disconnect(C connection) throws Exception;

        /** The process that does it, beside the database. */
        default long process() {
            return ProcessHandle.current().pid();
        }
    }

    /** Lets every sequence count in a range of its own, so that a taped id can be of one thing only. */
    private static Portal spread(Portal portal) {
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            statement.execute("""
                    do $$ declare s record; begin
                      for s in select sequencename as name, row_number() over (order by sequencename) as no
                                 from pg_sequences where schemaname = 'public' loop
                        execute format('alter sequence %I restart with %s', s.name, s.no * 10000000000);
                      end loop;
                    end $$""");
            return portal;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The server's first process, of which the ones of connections are children. */
    private static long serverOf(Portal portal) {
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement();
             ResultSet own = statement.executeQuery("select pg_backend_pid()")) {
            own.next();
            return ProcessHandle.of(own.getLong(1)).flatMap(ProcessHandle::parent).map(ProcessHandle::pid).orElse(0L);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    void run() throws Exception {
        for (int i = 0; i < DEALERS; i++) {
            // they are weighed for every order, and hold nothing of it
            Organisation dealer = trade.members.dealer("广东省", "深圳市");
            portal.bean(Warehouses.class).open(trade.system, new OpenWarehouse("Dealer " + i, dealer.id(), new Address("D",
                    "13800000001", "CN", "广东省", "深圳市", "南山区", "路1号", ""), null, 10_000));
        }
        for (int i = 0; i < MEMBERS; i++) {
            clients.add(client(i));
        }
        history();
        for (int i = 0; i < MEMBERS; i++) {
            Client client = clients.get(i);
            // the first fills caches of the session; the second is what an order looks like
            orders.place(client.actor(), client.order(client.number() + "0"), client.key() + "0");
            portal.taping(client.tape(), () -> orders.place(client.actor(), client.order(client.number()), client.key()));
            try (Connection owner = portal.asOwner()) {
                clients.set(i, client.with(OneCall.create(owner, "bench_order_" + i, client.tape(), client.key(),
                        client.number())));
            }
        }
        requireEqualWork();
        Tape tape = clients.get(0).tape();
        Found.print("orders.round_trips", tape.roundTrips(), "round trips");
        Found.print("orders.statements", tape.statements().size(), "statements");
        if (Boolean.getBoolean("entrepot.bench.statements")) {
            tape.statements().forEach(System.out::println);
        }
        Path home = RestPortal.installation();
        if (home == null) {
            System.out.println("no installation: orders are placed by the use case, not by REST");
            compare(new ByUseCase());
            return;
        }
        try (RestPortal rest = RestPortal.startAgain(home, portal.database(), "orders")) {
            compare(new ByRest(rest));
        }
    }

    private Client client(int no) throws Exception {
        Organisation member = trade.members.agent();
        List<String> skus = List.of("B" + no + "-1", "B" + no + "-2", "B" + no + "-3");
        trade.products(10_000, 1_000_000, skus.toArray(String[]::new));
        portal.settleDown(trade.tenant);
        portal.bean(Ledger.class).openAccounts(trade.system, member.id());
        trade.topUp(member.id(), 900_000_000_000L);
        return new Client(trade.actorOf(member), trade.members.shopOf(member), skus, new Tape(), "bench-key-" + no + "-",
                "bench-number-" + no + "-", RestPortal.key(portal, trade.tenant, member.id()), null);
    }

    /** Orders of the past, placed as lists are, so that nobody is measured on empty tables with the plans of empty tables. */
    private void history() {
        for (int i = 0; i < HISTORY; i += 100) {
            if (i == 100 || i == 1_000) {
                // else the rest is written with the plans of empty tables, four times slower
                portal.analyze();
            }
            Client client = clients.get(i / 100 % MEMBERS);
            List<PlaceOrder> hundred = new ArrayList<>();
            for (int n = 0; n < 100; n++) {
                hundred.add(client.order("past-" + NUMBER.incrementAndGet()));
            }
            portal.bean(Transactions.class).inBulk(() -> orders.placeAll(client.actor(), hundred).forEach(outcome -> {
                if (!outcome.placed()) {
                    throw outcome.refusal();
                }
            }));
        }
        portal.analyze();
    }

    private void compare(Work<?> ours) throws Exception {
        warm(ours);
        for (int parallel : CLIENTS) {
            measure(parallel, WARM_UP_MS / 5, new ByStatements());
            measure(parallel, WARM_UP_MS / 5, new ByOneCall());
            measure(parallel, WARM_UP_MS / 5, ours);
            double[] mine = new double[5];
            double[] bare = new double[5];
            double[] call = new double[5];
            // in turns, so that a growing database and a busier machine are the same for all
            for (int round = 0; round < ROUNDS; round++) {
                add(mine, measure(parallel, MEASURE_MS, ours));
                add(bare, measure(parallel, MEASURE_MS, new ByStatements()));
                add(call, measure(parallel, MEASURE_MS, new ByOneCall()));
            }
            Found.print("orders.per_s_" + parallel, mine[0], "orders/s");
            Found.print("orders.median_ms_" + parallel, mine[1], "ms");
            Found.print("orders.p95_ms_" + parallel, mine[2], "ms");
            Found.print("orders.p95_vs_median_" + parallel, mine[2] / mine[1], "ratio");
            Found.print("orders.statements_per_s_" + parallel, bare[0], "orders/s");
            Found.print("orders.vs_statements_" + parallel, mine[0] / bare[0], "ratio");
            Found.print("orders.one_call_per_s_" + parallel, call[0], "orders/s");
            Found.print("orders.vs_one_call_" + parallel, mine[0] / call[0], "ratio");
            processor("orders.", parallel, mine);
            processor("orders.statements_", parallel, bare);
            processor("orders.one_call_", parallel, call);
        }
    }

    /** A portal compiles what it runs for as long as it takes: until an order takes it no less of the processor than before. */
    private void warm(Work<?> ours) throws Exception {
        double before = Double.POSITIVE_INFINITY;
        for (int turn = 0; turn < WARM_TURNS_MAX; turn++) {
            double now = measure(8, WARM_UP_MS, ours)[3];
            System.out.printf("warming: %.1f ms of the processor an order%n", now);
            if (turn >= WARM_TURNS_MIN && !(now < before * STILL_FALLS)) {
                return;
            }
            before = now;
        }
    }

    /** What an order takes of the processor: of the program that places it, and of the database. */
    private static void processor(String figure, int parallel, double[] measured) {
        if (!Double.isNaN(measured[3] + measured[4])) {
            Found.print(figure + "cpu_ms_" + parallel, measured[3], "ms of the processor an order");
            Found.print(figure + "database_cpu_ms_" + parallel, measured[4], "ms of the processor an order");
        }
    }

    private static void add(double[] sums, double[] measured) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += measured[i] / ROUNDS;
        }
    }

    /** A limit that does less than an order does would be none. */
    private void requireEqualWork() throws Exception {
        Client client = clients.get(0);
        List<Long> before = written(trade);
        place(client);
        List<Long> placed = written(trade);
        ByOneCall work = new ByOneCall();
        try (Connection connection = work.connect()) {
            work.once(client, connection);
        }
        List<Long> called = written(trade);
        for (int i = 0; i < before.size(); i++) {
            if (placed.get(i) - before.get(i) != called.get(i) - placed.get(i) || placed.get(i).equals(before.get(i))) {
                throw new IllegalStateException("One call does not write what an order writes: " + before + placed + called);
            }
        }
    }

    /** Rows that orders write, by table. */
    static List<Long> written(Trade trade) {
        return Stream.of("sales_order", "order_line", "routing_decision", "routing_choice", "reservation", "consignment",
                "consignment_line", "state_change", "ledger_posting", "ledger_entry", "idempotency_key")
                .map(trade::count).toList();
    }

    private void place(Client client) {
        long number = NUMBER.incrementAndGet();
        orders.place(client.actor(), client.order(client.number() + number), client.key() + number);
    }

    private final class ByUseCase implements Work<Orders> {

        @Override
        public Orders connect() {
            return orders;
        }

        @Override
        public void once(Client client, Orders none) {
            place(client);
        }

        @Override
        public void disconnect(Orders none) {
            // there is none
        }
    }

    private final class ByRest implements Work<RestPortal.Client> {

        private final RestPortal rest;

        ByRest(RestPortal rest) {
            this.rest = rest;
        }

        @Override
        public long process() {
            return rest.process();
        }

        @Override
        public RestPortal.Client connect() throws Exception {
            return rest.client();
        }

        @Override
        public void once(Client client, RestPortal.Client connection) throws Exception {
            long number = NUMBER.incrementAndGet();
            String answer = connection.post(trade.tenant.code(), "/api/agent/v1/orders", client.apiKey(),
                    client.key() + number, client.body(client.number() + number));
            if (!answer.startsWith("201")) {
                throw new IllegalStateException(answer);
            }
        }

        @Override
        public void disconnect(RestPortal.Client connection) throws Exception {
            connection.close();
        }
    }

    private final class ByStatements implements Work<Connection> {

        @Override
        public Connection connect() throws Exception {
            Connection connection = portal.asApp();
            connection.setAutoCommit(false);
            return connection;
        }

        @Override
        public void once(Client client, Connection connection) throws Exception {
            long number = NUMBER.incrementAndGet();
            try {
                client.tape().play(connection, Map.of(client.key(), client.key() + number, client.number(),
                        client.number() + number));
            } catch (SQLException failure) {
                connection.rollback();
                // a random code that was drawn before; the portal tries such an order again as well
                if (!"23505".equals(failure.getSQLState())) {
                    throw failure;
                }
                once(client, connection);
            }
        }

        @Override
        public void disconnect(Connection connection) throws Exception {
            connection.close();
        }
    }

    private final class ByOneCall implements Work<Connection> {

        @Override
        public Connection connect() throws Exception {
            return portal.asApp();
        }

        @Override
        public void once(Client client, Connection connection) throws Exception {
            long number = NUMBER.incrementAndGet();
            try {
                client.call().play(connection, Map.of(client.key(), client.key() + number, client.number(),
                        client.number() + number));
            } catch (SQLException failure) {
                if (!"23505".equals(failure.getSQLState())) {
                    throw failure;
                }
                once(client, connection);
            }
        }

        @Override
        public void disconnect(Connection connection) throws Exception {
            connection.close();
        }
    }

    /** Orders a second, the times in ms that half and 95 of 100 stay under, and the processor's ms an order: the program's, the database's. */
    private <C> double[] measure(int parallel, long forMs, Work<C> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        double program = Processor.of(work.process());
        double server = Processor.withChildren(database);
        long end = System.nanoTime() + forMs * 1_000_000;
        long began = System.nanoTime();
        List<Future<List<Long>>> all = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            Client client = clients.get(i);
            all.add(threads.submit(() -> {
                List<Long> times = new ArrayList<>();
                C connection = work.connect();
                try {
                    while (System.nanoTime() < end) {
                        long start = System.nanoTime();
                        work.once(client, connection);
                        times.add(System.nanoTime() - start);
                    }
                } finally {
                    work.disconnect(connection);
                }
                return times;
            }));
        }
        List<Long> times = new ArrayList<>();
        for (Future<List<Long>> each : all) {
            times.addAll(each.get());
        }
        threads.shutdown();
        double seconds = (System.nanoTime() - began) / 1e9;
        program = Processor.of(work.process()) - program;
        server = Processor.withChildren(database) - server;
        times.sort(Long::compare);
        return new double[] {times.size() / seconds, times.get(times.size() / 2) / 1e6,
                times.get((int) (times.size() * 0.95)) / 1e6, program / times.size(), server / times.size()};
    }
}
