package entrepot.commission;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentDelivered;
import entrepot.fulfilment.Consignments;
import entrepot.ledger.Ledger;
import entrepot.network.Organisation;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import java.util.function.IntFunction;

/**
 * Accruals by the consumer of deliveries, 500 deliveries at once as the outbox hands them when many wait, against a bare client that writes the same
 * accruals, time lines, postings and entries with arrays; and the release of those whose window closed; and a simulation of a million lines.
 */
public final class AccrualBench {

    private static final int ORDERS = Integer.getInteger("entrepot.bench.deliveries", 4_000);
    private static final int TOGETHER = 500;
    private static final int LINES = Integer.getInteger("entrepot.bench.lines", 1_000_000);
    private static final int MEMBERS = 10_000;

    private final Portal portal = Portal.running();
    private final Trade trade = Trade.inChina(portal);
    private final Organisation top = trade.members.agent();
    private final Organisation middle = trade.members.agentUnder(top.id());
    private final Organisation seller = trade.members.agentUnder(middle.id());

    /** Prints {@code accrual.*}. */
    public void accruals(ObjDoubleConsumer<String> found) throws SQLException {
        for (Organisation member : List.of(top, middle, seller)) {
            portal.bean(Ledger.class).openAccounts(trade.system, member.id());
        }
        trade.products(10_000, 1_000_000, "BA", "BB", "BC");
        trade.topUp(seller.id(), 900_000_000_000L);
        List<ConsignmentDelivered> delivered = delivered();
        portal.analyze();
        int half = delivered.size() / 2;
        double ours = 0;
        double bare = 0;
        int rows = 0;
        // in turns, so that neither has the emptier tables
        for (int turn = 0; turn < 2; turn++) {
            List<ConsignmentDelivered> some = delivered.subList(turn * half, turn * half + half);
            long before = trade.count("commission_accrual");
            long began = System.nanoTime();
            for (int from = 0; from < some.size(); from += TOGETHER) {
                List<ConsignmentDelivered> piece = some.subList(from, Math.min(some.size(), from + TOGETHER));
                portal.in(trade.tenant.id(), () -> {
                    portal.bean(AccrueOnDelivery.class).onAll(trade.system, piece);
                    return null;
                });
            }
            int made = (int) (trade.count("commission_accrual") - before);
            double seconds = (System.nanoTime() - began) / 1e9;
            double theirs = bare(made, turn);
            if (turn == 1) {
                // the first turn warms both
                ours = made / seconds;
                bare = made / theirs;
                rows = made;
            }
        }
        found.accept("accrual.per_s", ours);
        found.accept("accrual.bare_per_s", bare);
        found.accept("accrual.vs_limit", ours / bare);
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(20)));
        long began = System.nanoTime();
        long released = trade.count("commission_accrual");
        while (portal.in(trade.tenant.id(), () -> portal.bean(Accruals.class).releaseDue(trade.system))) {
            continue;
        }
        double perSecond = released / ((System.nanoTime() - began) / 1e9);
        found.accept("accrual.release_per_s", perSecond);
        found.accept("accrual.release_million_minutes", 1_000_000 / perSecond / 60);
        if (rows == 0) {
            throw new IllegalStateException("nothing was accrued");
        }
    }

    private List<ConsignmentDelivered> delivered() {
        Actor agent = trade.actorOf(seller);
        String shop = trade.members.shopOf(seller).code();
        List<String> codes = new ArrayList<>();
        for (int from = 0; from < ORDERS; from += 100) {
            List<PlaceOrder> some = new ArrayList<>();
            for (int i = from; i < from + 100; i++) {
                some.add(new PlaceOrder(shop, "AB-" + i, Trade.hangzhou(), List.of(new PlaceOrder.Line("BA", 1, null), new PlaceOrder.Line("BB", 2, null),
                        new PlaceOrder.Line("BC", 1, null)), "", "", null));
            }
            portal.bean(Orders.class).placeAll(agent, some).forEach(outcome -> codes.add(outcome.receipt().code()));
        }
        List<ConsignmentDelivered> facts = new ArrayList<>();
        Instant at = portal.now(trade.tenant);
        for (int from = 0; from < codes.size(); from += 500) {
            portal.bean(Consignments.class).byOrders(trade.system, codes.subList(from, Math.min(codes.size(), from + 500))).values().forEach(all -> {
                for (Consignment each : all) {
                    facts.add(new ConsignmentDelivered(each.id(), each.code(), each.orderCode(), each.seller(), each.warehouse(), each.dealer(), at));
                }
            });
        }
        return facts;
    }

    /** The same rows by statements over arrays, values known beforehand, as many a transaction as ours. @return seconds */
    private double bare(int rows, int turn) throws SQLException {
        String explanation;
        long pending;
        long cost;
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            explanation = text(statement, "select explanation::text from commission_accrual where tenant_id = " + trade.tenant.id().value() + " limit 1");
            pending = Long.parseLong(text(statement, "select id from ledger_account where tenant_id = " + trade.tenant.id().value()
                    + " and kind = 'COMMISSION_PENDING' and organisation_id = " + middle.id().value()));
            cost = Long.parseLong(text(statement, "select id from ledger_account where tenant_id = " + trade.tenant.id().value()
                    + " and kind = 'COMMISSION_COST'"));
        }
        int piece = Math.max(1, rows / Math.max(1, ORDERS / 2 / TOGETHER));
        try (Connection app = portal.asApp()) {
            app.setAutoCommit(false);
            long began = System.nanoTime();
            for (int from = 0; from < rows; from += piece) {
                write(app, turn, from, Math.min(piece, rows - from), explanation, pending, cost);
                app.commit();
            }
            return (System.nanoTime() - began) / 1e9;
        }
    }

    private void write(Connection app, int turn, int from, int n, String explanation, long pending, long cost) throws SQLException {
        long tenant = trade.tenant.id().value();
        try (Statement statement = app.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '" + tenant + "', true)");
        }
        Timestamp now = Timestamp.from(portal.now(trade.tenant));
        String[] codes = array(n, i -> "BEN-" + turn + "-" + (from + i));
        try (PreparedStatement accrual = app.prepareStatement("""
                insert into commission_accrual (tenant_id, id, code, consignment_code, consignment_line, order_code, sku, quantity, rule_code, earner,
                       organisation_id, seller_organisation_id, amount_minor, currency, state, explanation, accrued_at, due_at, kept)
                select ?, nextval('commission_accrual_seq'), a.code, a.code, 1, a.code, 'BA', 1, 'upline-1', 'UPLINE_1', ?, ?, a.amount, 'CNY', 'PENDING',
                       a.explanation::jsonb, ?, ?, true
                  from unnest(?::text[], ?::bigint[], ?::text[]) a(code, amount, explanation)""");
                PreparedStatement history = app.prepareStatement("""
                insert into state_change (tenant_id, id, thing, code, from_state, to_state, by_name, by_user_id, at, why)
                select ?, nextval('state_change_seq'), 'accrual', c, null, 'PENDING', 'system', null, ?, '' from unnest(?::text[]) c""");
                PreparedStatement posting = app.prepareStatement("""
                with p as materialized (select nextval('ledger_posting_seq') as id, u.* from unnest(?::text[], ?::bigint[]) u(code, amount)),
                posted as (insert into ledger_posting (tenant_id, id, event, cause_type, cause_code, note, reverses, occurred_at)
                           select ?, p.id, 'commission.accrued', 'accrual', p.code, '', null, ? from p)
                insert into ledger_entry (tenant_id, posting_id, leg, account_id, currency, amount_minor)
                select ?, p.id, l.leg, l.account, 'CNY', l.sign * p.amount from p cross join (values (1, ?::bigint, 1), (2, ?::bigint, -1)) l(leg, account, sign)""")) {
            Long[] amounts = new Long[n];
            Arrays.setAll(amounts, i -> 130L + i % 100);
            int at = 1;
            accrual.setLong(at++, tenant);
            accrual.setLong(at++, middle.id().value());
            accrual.setLong(at++, seller.id().value());
            accrual.setTimestamp(at++, now);
            accrual.setTimestamp(at++, now);
            accrual.setArray(at++, app.createArrayOf("text", codes));
            accrual.setArray(at++, app.createArrayOf("bigint", amounts));
            accrual.setArray(at, app.createArrayOf("text", array(n, i -> explanation)));
            accrual.executeUpdate();
            history.setLong(1, tenant);
            history.setTimestamp(2, now);
            history.setArray(3, app.createArrayOf("text", codes));
            history.executeUpdate();
            posting.setArray(1, app.createArrayOf("text", codes));
            posting.setArray(2, app.createArrayOf("bigint", amounts));
            posting.setLong(3, tenant);
            posting.setTimestamp(4, now);
            posting.setLong(5, tenant);
            posting.setLong(6, cost);
            posting.setLong(7, pending);
            posting.executeUpdate();
        }
    }

    private static String[] array(int n, IntFunction<String> value) {
        String[] all = new String[n];
        Arrays.setAll(all, value);
        return all;
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Prints {@code simulation.*}: a month of a million lines of 10,000 members, by the plan in force. */
    public void simulation(ObjDoubleConsumer<String> found) throws SQLException {
        YearMonth month = YearMonth.from(LocalDate.ofInstant(portal.now(trade.tenant), trade.tenant.zone())).minusMonths(1);
        long tenant = trade.tenant.id().value();
        double plain;
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            statement.execute("""
                    insert into commission_sold_line (tenant_id, id, month, consignment_code, line_no, order_code, sku, product, category, sub_shop, tier, agency,
                           quantity, supply_minor, retail_minor, volume_before_minor, currency, seller_id, upline_1_id, upline_2_id, placed_on, plan_code,
                           delivered_at, rules, earned_ids, amounts, gross_minor)
                    select %d, nextval('commission_sold_line_seq'), date '%s', 'B-' || n, 1, 'O-' || n, 'SKU-' || n %% 500, 'p-' || n %% 200, 'Home > Kitchen', 'SHP-1', 'GOLD',
                           false, 2, 5000 + n %% 900, 9000, (n / %d) * 5500, 'CNY', 100000 + n %% %d, 200000 + n %% 500, 300000 + n %% 50, date '%s', 'EXAMPLE', now(),
                           array['volume-rebate', 'upline-1', 'upline-2'], array[100000 + n %% %d, 200000 + n %% 500, 300000 + n %% 50],
                           array[0, round((5000 + n %% 900) * 0.02), round((5000 + n %% 900) * 0.01)], 5000 + n %% 900
                      from generate_series(1, %d) n""".formatted(tenant, month.atDay(1), MEMBERS, MEMBERS, month.atDay(1), MEMBERS, LINES));
            statement.execute("insert into commission_closing (tenant_id, month, lines, plan_code, closed_at) values (%d, date '%s', %d, 'EXAMPLE', now())"
                    .formatted(tenant, month.atDay(1), LINES));
            statement.execute("vacuum analyze commission_sold_line");
            statement.execute("create temporary table plain_sum (organisation_id bigint, amount bigint)");
            long began = System.nanoTime();
            statement.execute("""
                    insert into plain_sum select e.organisation, sum(e.amount) from commission_sold_line l cross join unnest(l.earned_ids, l.amounts) e(organisation, amount)
                     where l.tenant_id = %d and l.month = date '%s' group by e.organisation""".formatted(tenant, month.atDay(1)));
            plain = (System.nanoTime() - began) / 1e9;
        }
        Simulations simulations = portal.bean(Simulations.class);
        Actor maker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), CommissionPermission.READ, CommissionPermission.SIMULATIONS,
                CommissionPermission.PROPOSE);
        // the first turn warms; the last has the collector at work all the time
        double[] seconds = new double[3];
        long most = 0;
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long idle = runtime.totalMemory() - runtime.freeMemory();
        for (int turn = 0; turn < seconds.length; turn++) {
            long began = System.nanoTime();
            String code = simulations.start(maker, "EXAMPLE", month);
            while (portal.in(trade.tenant.id(), () -> simulations.advance(trade.system))) {
                if (turn == seconds.length - 1) {
                    System.gc();
                    most = Math.max(most, runtime.totalMemory() - runtime.freeMemory() - idle);
                }
            }
            seconds[turn] = (System.nanoTime() - began) / 1e9;
            if (simulations.get(maker, code).changed() != 0) {
                System.out.println("simulation changed " + simulations.get(maker, code).changed());
            }
        }
        found.accept("simulation.first_seconds", seconds[0]);
        found.accept("simulation.seconds", seconds[1]);
        found.accept("simulation.sql_seconds", plain);
        found.accept("simulation.vs_sql", seconds[1] / plain);
        found.accept("simulation.heap_mib", most / 1048576.0);
    }
}
