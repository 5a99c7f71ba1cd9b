package entrepot.bench;

import entrepot.ledger.Ledger;
import entrepot.network.Organisation;
import entrepot.network.SubShop;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.testing.OneCall;
import entrepot.testing.Portal;
import entrepot.testing.Tape;
import entrepot.testing.Trade;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Orders placed by 1, 8 and 32 members at once, each of two lines, against the same statements sent one by one by a bare
 * client on the same database (what the use case costs beyond its SQL) and against the same statements in one function of
 * the database (what the round trips cost as well).
 */
final class OrdersBench {

    private static final int MEMBERS = 32;
    private static final long WARM_UP_MS = 4_000;
    private static final long MEASURE_MS = 5_000;
    private static final AtomicLong NUMBER = new AtomicLong();

    private final Portal portal = spread(Portal.running());
    private final Trade trade = Trade.inChina(portal);
    private final Orders orders = portal.bean(Orders.class);
    private final List<Client> clients = new ArrayList<>();

    /** A member that orders: its actor, its shop, its own two SKUs, and how its order looked on the wire. */
    private record Client(Actor actor, SubShop shop, String first, String second, Tape tape, String key, String number,
                          OneCall call) {

        Client with(OneCall function) {
            return new Client(actor, shop, first, second, tape, key, number, function);
        }

        PlaceOrder order(String outsideNumber) {
            return new PlaceOrder(shop.code(), outsideNumber, Trade.hangzhou(),
                    List.of(new PlaceOrder.Line(first, 1, null), new PlaceOrder.Line(second, 2, null)), "", "", null);
        }
    }

    private interface Work {
        void once(Client client, Connection connection) throws Exception;
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

    void run() throws Exception {
        for (int i = 0; i < MEMBERS; i++) {
            Organisation member = trade.members.agent();
            String first = "B" + i + "-1";
            String second = "B" + i + "-2";
            trade.products(10_000, 1_000_000, first, second);
            portal.settleDown(trade.tenant);
            portal.bean(Ledger.class).openAccounts(trade.system, member.id());
            trade.topUp(member.id(), 900_000_000_000L);
            Client client = new Client(trade.actorOf(member), trade.members.shopOf(member), first, second, new Tape(),
                    "bench-key-" + i + "-", "bench-number-" + i + "-", null);
            // the first fills caches of the session; the second is what an order looks like
            orders.place(client.actor(), client.order(client.number() + "0"), client.key() + "0");
            portal.taping(client.tape(), () -> orders.place(client.actor(), client.order(client.number()), client.key()));
            try (Connection owner = portal.asOwner()) {
                clients.add(client.with(OneCall.create(owner, "bench_order_" + i, client.tape(), client.key(),
                        client.number())));
            }
        }
        requireEqualWork();
        Tape tape = clients.get(0).tape();
        System.out.println("orders.round_trips=" + tape.roundTrips() + " round trips");
        if (Boolean.getBoolean("entrepot.bench.statements")) {
            tape.statements().forEach(System.out::println);
        }
        for (int parallel : new int[] {1, 8, 32}) {
            // in turns, so that a growing database is the same for all
            measure(parallel, WARM_UP_MS, this::place);
            measure(parallel, WARM_UP_MS / 2, this::replay);
            measure(parallel, WARM_UP_MS / 2, this::call);
            double[] ours = measure(parallel, MEASURE_MS, this::place);
            double[] bare = measure(parallel, MEASURE_MS, this::replay);
            double[] call = measure(parallel, MEASURE_MS, this::call);
            print("orders.per_s_" + parallel, ours[0], "orders/s");
            print("orders.p95_ms_" + parallel, ours[1], "ms");
            print("orders.statements_per_s_" + parallel, bare[0], "orders/s");
            print("orders.vs_statements_" + parallel, ours[0] / bare[0], "ratio");
            print("orders.one_call_per_s_" + parallel, call[0], "orders/s");
            print("orders.vs_one_call_" + parallel, ours[0] / call[0], "ratio");
        }
    }

    /** A limit that does less than an order does would be none. */
    private void requireEqualWork() throws Exception {
        Client client = clients.get(0);
        List<Long> before = written();
        place(client, null);
        List<Long> placed = written();
        try (Connection connection = portal.asApp()) {
            call(client, connection);
        }
        List<Long> called = written();
        for (int i = 0; i < before.size(); i++) {
            if (placed.get(i) - before.get(i) != called.get(i) - placed.get(i) || placed.get(i).equals(before.get(i))) {
                throw new IllegalStateException("One call does not write what an order writes: " + before + placed + called);
            }
        }
    }

    private List<Long> written() {
        return Stream.of("sales_order", "order_line", "routing_decision", "routing_choice", "reservation", "consignment",
                "consignment_line", "state_change", "ledger_posting", "ledger_entry", "idempotency_key")
                .map(trade::count).toList();
    }

    private void place(Client client, Connection none) {
        long number = NUMBER.incrementAndGet();
        orders.place(client.actor(), client.order(client.number() + number), client.key() + number);
    }

    private void replay(Client client, Connection connection) throws Exception {
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
            replay(client, connection);
        }
    }

    private void call(Client client, Connection connection) throws Exception {
        long number = NUMBER.incrementAndGet();
        connection.setAutoCommit(true);
        try {
            client.call().play(connection, Map.of(client.key(), client.key() + number, client.number(),
                    client.number() + number));
        } catch (SQLException failure) {
            if (!"23505".equals(failure.getSQLState())) {
                throw failure;
            }
            call(client, connection);
        }
    }

    /** Orders a second, and the time in ms that 95 of 100 stay under. */
    private double[] measure(int parallel, long forMs, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        long end = System.nanoTime() + forMs * 1_000_000;
        long began = System.nanoTime();
        List<Future<List<Long>>> all = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            Client client = clients.get(i);
            all.add(threads.submit(() -> {
                List<Long> times = new ArrayList<>();
                try (Connection connection = portal.asApp()) {
                    connection.setAutoCommit(false);
                    while (System.nanoTime() < end) {
                        long start = System.nanoTime();
                        work.once(client, connection);
                        times.add(System.nanoTime() - start);
                    }
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
        times.sort(Long::compare);
        return new double[] {times.size() / seconds, times.get((int) (times.size() * 0.95)) / 1e6};
    }

    static void print(String figure, double value, String unit) {
        System.out.println(figure + "=" + new java.math.BigDecimal(value).round(new java.math.MathContext(3))
                .stripTrailingZeros().toPlainString() + " " + unit);
    }
}
