package entrepot.bench;

import entrepot.ordering.Order;
import entrepot.ordering.OrderFilter;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.testing.Force;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An agent's order list among 10,000,000 orders of the tenant against 10,000: first page, a later one,
 * one state. The rows are written by the database itself and take about 9 GB while this runs.
 */
final class ListBench {

    private static final int ROUNDS = 400;
    private static final int MANY = Integer.getInteger("entrepot.bench.orders", 10_000_000);
    private static final int WRITERS = 4;

    private final Portal portal = Portal.running();
    private final Orders orders = portal.bean(Orders.class);

    void run() throws Exception {
        Trade few = agentAmong(10_000);
        Trade many = agentAmong(MANY);
        double[] small = new double[ROUNDS];
        double[] large = new double[ROUNDS];
        // in turns, so that a warmer program and a busier machine count for both
        for (int i = -ROUNDS; i < ROUNDS; i++) {
            double one = milliseconds(few);
            double other = milliseconds(many);
            if (i >= 0) {
                small[i] = one;
                large[i] = other;
            }
        }
        Arrays.sort(small);
        Arrays.sort(large);
        Found.print("list.ms_10k", small[ROUNDS / 2], "ms");
        Found.print("list.ms_10m", large[ROUNDS / 2], "ms");
        Found.print("list.growth", large[ROUNDS / 2] / small[ROUNDS / 2], "ratio");
    }

    /** A tenant with that many orders, of which the agent has a hundredth; each of its pages is full in both sizes. */
    private Trade agentAmong(int rows) throws Exception {
        Trade trade = Trade.inChina(portal);
        trade.products(10_000, 10, "A");
        trade.topUp(1_000_000);
        String template = orders.place(trade.agent, trade.order("T", "A", 1), "key").code();
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            // built again at the end, which takes a fraction of keeping them up row by row
            List<String> indexes = rows > 100_000 ? dropped(statement) : List.of();
            long began = System.nanoTime();
            Force.at(WRITERS, WRITERS, part -> copy(template, part * (rows / WRITERS) + 1, (part + 1) * (rows / WRITERS)));
            statement.execute("set maintenance_work_mem = '256MB'");
            for (String index : indexes) {
                statement.execute(index);
            }
            statement.execute("vacuum analyze sales_order");
            if (!indexes.isEmpty()) {
                Found.print("list.rows", rows, "orders of the tenant");
                Found.print("list.written_in", (System.nanoTime() - began) / 1e9, "s");
            }
        }
        return trade;
    }

    private static List<String> dropped(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> made = new ArrayList<>();
        try (ResultSet index = statement.executeQuery("""
                select i.indexname, i.indexdef from pg_indexes i where i.tablename = 'sales_order'
                   and not exists (select from pg_constraint c where c.conname = i.indexname)""")) {
            while (index.next()) {
                names.add(index.getString(1));
                made.add(index.getString(2));
            }
        }
        for (String name : names) {
            statement.execute("drop index " + name);
        }
        // copies of a row that is there refer to nothing new; to look that up for each of them takes most of the time
        List<String> references = new ArrayList<>();
        try (ResultSet constraint = statement.executeQuery(
                "select conname from pg_constraint where conrelid = 'sales_order'::regclass and contype = 'f'")) {
            while (constraint.next()) {
                references.add(constraint.getString(1));
            }
        }
        for (String name : references) {
            statement.execute("alter table sales_order drop constraint " + name);
        }
        return made;
    }

    private int copy(String template, int from, int to) throws SQLException {
        try (Connection owner = portal.asOwner(); PreparedStatement copies = owner.prepareStatement("""
                insert into sales_order (tenant_id, id, code, organisation_id, sub_shop_id, outside_number, state,
                    receiver, phone, country, province, city, district, street, postcode, remark, gift, placed_at,
                    paid_at, ship_by, pieces, goods_minor, freight_minor, currency, explanation)
                select tenant_id, nextval('sales_order_seq'), 'ORD-B-' || n,
                       case when n % 100 = 0 then organisation_id else n % 100 end, sub_shop_id, 'B' || n,
                       case when n % 200 = 0 then 'PLACED' else 'COMPLETED' end, receiver, phone, country, province, city,
                       district, street, postcode, remark, gift, placed_at, paid_at, ship_by, pieces, goods_minor,
                       freight_minor, currency, '{}'
                  from sales_order, generate_series(?, ?) n where code = ?""")) {
            copies.setInt(1, from);
            copies.setInt(2, to);
            copies.setString(3, template);
            return copies.executeUpdate();
        }
    }

    /** A view of the list: the first page, the next, the orders that are on their way. */
    private double milliseconds(Trade trade) {
        long began = System.nanoTime();
        List<Order> first = orders.list(trade.agent, OrderFilter.ALL, null, 50);
        orders.list(trade.agent, OrderFilter.ALL, first.get(49).code(), 50);
        orders.list(trade.agent, OrderFilter.of(OrderState.PLACED, OrderState.PARTLY_SHIPPED), null, 50);
        return (System.nanoTime() - began) / 3e6;
    }
}
