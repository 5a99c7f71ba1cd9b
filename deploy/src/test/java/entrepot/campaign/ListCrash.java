package entrepot.campaign;

import entrepot.journey.RunningPortal;
import entrepot.proof.Answer;
import entrepot.proof.Client;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Kills the whole program while a shipping list is placed, starts it again, and brings the same file once more, as a member
 * would who is not sure what became of it: each number of the file has one order then.
 */
final class ListCrash implements Campaign.Rounds {

    private static final String HEADER = "Order number,SKU,Quantity,Name,Phone,Province,City,Street,Postcode\n";
    private static final List<String> PLACES = List.of("浙江省,杭州市", "江苏省,苏州市", "广东省,深圳市", "四川省,成都市", "湖北省,武汉市");
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int SHOWN = 5;

    private final Consumer<String> say;
    private final SplittableRandom random;
    private final String name;
    private final int rows;
    private RunningPortal portal;

    /** Starts the portal on that folder, which may hold a portal's data already. @param rows orders in the file */
    ListCrash(Path data, long seed, int rows, Consumer<String> say) throws SQLException {
        this.say = say;
        this.random = new SplittableRandom(seed);
        this.name = "list-" + Long.toHexString(seed);
        this.rows = rows;
        this.portal = RunningPortal.on(data);
        say.accept("seed=" + seed + ", data folder " + data + ", " + Crash.settings(portal));
    }

    private record Seller(String shop, String login) {
    }

    /**
     * One crash and what follows.
     *
     * @return what is not as it should be; empty when all is well
     */
    @Override
    public List<String> round(int number) throws SQLException {
        List<String> faults = new ArrayList<>();
        String prefix = name + "-" + number + "-";
        Seller seller = seller();
        String file = file(prefix);

        Client member = new Client(portal).signIn(seller.login());
        member.page("/agent/lists/upload");
        long begun = System.nanoTime();
        String first = uploaded(member, seller, file);
        long checked = millis(begun);
        place(seller, first);
        long moment = rows / 10 + random.nextInt(Math.max(1, rows / 2));
        await(() -> placed(prefix) >= moment, () -> "the list is not placed: " + outcomes(first));
        int killed = Crash.killEverything(portal, random);

        portal = RunningPortal.on(portal.data());
        long there = placed(prefix);
        faults.addAll(doubled(prefix));
        faults.addAll(Crash.books(portal));
        String second = uploaded(new Client(portal).signIn(seller.login()), seller, file);
        Map<String, Long> again = outcomes(second);
        if (again.getOrDefault("READY", 0L) > 0) {
            place(seller, second);
        }
        begun = System.nanoTime();
        await(() -> isDone(first) && isDone(second), () -> "the lists are not done: " + outcomes(first) + " and " + outcomes(second));
        long took = millis(begun);

        faults.addAll(doubled(prefix));
        faults.addAll(missing(prefix));
        faults.addAll(Crash.books(portal));
        say.accept("round=" + number + " rows=" + rows + " checked_ms=" + checked + " processes=" + killed + " orders_at_the_crash=" + there
                + " second_list=" + again + " done_after_ms=" + took + " orders=" + orders(prefix) + " first_list=" + outcomes(first)
                + " second_list_in_the_end=" + outcomes(second) + " faults=" + faults.size());
        return faults;
    }

    /** The agent with the most money in its wallet; the central warehouse takes as many orders a day as come. */
    private Seller seller() throws SQLException {
        try (Connection database = portal.database(); Statement statement = database.createStatement()) {
            statement.executeUpdate("update warehouse set daily_limit = 1000000 where central"
                    + " and tenant_id = (select id from tenant where code = 'acme')");
            try (ResultSet row = statement.executeQuery("""
                    select s.code, u.login from sub_shop s
                      join tenant t on t.id = s.tenant_id and t.code = 'acme'
                      join organisation o on o.tenant_id = s.tenant_id and o.id = s.organisation_id and o.state = 'ACTIVE'
                      join membership m on m.tenant_id = s.tenant_id and m.organisation_id = s.organisation_id and m.role = 'AGENT'
                      join user_account u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.enabled
                      join ledger_account a on a.tenant_id = s.tenant_id and a.organisation_id = s.organisation_id and a.kind = 'WALLET'
                      join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                     where s.state = 'OPEN'
                       and not exists (select from sub_shop_limit x where x.tenant_id = s.tenant_id and x.sub_shop_id = s.id)
                     order by b.balance_minor desc, s.id limit 1""")) {
                if (!row.next()) {
                    throw new AssertionError("The demonstration has no agent who could bring a list");
                }
                return new Seller(row.getString(1), row.getString(2));
            }
        }
    }

    /** Orders of one piece each, the cheapest goods first, half of what lies in the central warehouse at most. */
    private String file(String prefix) throws SQLException {
        Map<String, Integer> stock = new LinkedHashMap<>();
        try (Connection database = portal.database(); Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("""
                    select v.sku, sum(s.on_hand - s.promised - s.reserved) / 2 as pieces from stock s
                      join tenant t on t.id = s.tenant_id and t.code = 'acme'
                      join warehouse w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id and w.central and w.active
                      join variant v on v.tenant_id = s.tenant_id and v.id = s.variant_id
                      join product p on p.tenant_id = v.tenant_id and p.id = v.product_id and p.state = 'ACTIVE'
                     group by v.sku, v.retail_minor order by v.retail_minor, v.sku""")) {
            while (row.next()) {
                stock.put(row.getString(1), row.getInt(2));
            }
        }
        StringBuilder file = new StringBuilder(HEADER);
        int row = 0;
        for (Map.Entry<String, Integer> each : stock.entrySet()) {
            for (int i = 0; i < each.getValue() && row < rows; i++) {
                row++;
                file.append(prefix).append(row).append(',').append(each.getKey()).append(",1,王").append(row).append(",139")
                        .append(String.format("%08d", row)).append(',').append(PLACES.get(row % PLACES.size()))
                        .append(",测试路").append(row).append("号,\n");
            }
        }
        if (row < rows) {
            throw new AssertionError("The central warehouse has goods for " + row + " orders and not for " + rows);
        }
        return file.toString();
    }

    private String uploaded(Client member, Seller seller, String file) {
        Answer answer = member.upload("/agent/lists/upload", "list", "check",
                Map.of("shop", seller.shop(), "pasted", "", "encoding", ""), "files", name + ".csv", file);
        String to = answer.whole().headers().firstValue("Location").orElse("");
        if (!to.contains("code=LST-")) {
            throw new AssertionError("The file is not taken: " + answer.status() + " " + to + "\n" + answer.body());
        }
        return to.substring(to.indexOf("code=") + 5).replaceAll("[^A-Z0-9-].*", "");
    }

    private void place(Seller seller, String list) {
        new Client(portal).signIn(seller.login()).press("/agent/lists/detail?code=" + list, "steps", "place", Map.of());
        if (!List.of("PLACING", "DONE").contains(text("select state from shipping_list where code = ?", list))) {
            throw new AssertionError(list + " is not being placed: " + outcomes(list));
        }
    }

    private boolean isDone(String list) {
        return !text("select state from shipping_list where code = ?", list).equals("PLACING");
    }

    private long placed(String prefix) {
        return Long.parseLong(text("select count(*) from sales_order where outside_number like ? || '%'", prefix));
    }

    private Map<String, Long> orders(String prefix) {
        return counts("select state, count(*) from sales_order where outside_number like ? || '%' group by 1", prefix);
    }

    private Map<String, Long> outcomes(String list) {
        return counts("""
                select o.outcome, count(*) from shipping_list_order o
                  join shipping_list l on l.tenant_id = o.tenant_id and l.id = o.list_id where l.code = ? group by 1""", list);
    }

    /** Numbers with more than one order. */
    private List<String> doubled(String prefix) {
        return counts("select outside_number, count(*) from sales_order where outside_number like ? || '%' group by 1 having count(*) > 1",
                prefix).entrySet().stream().limit(SHOWN).map(each -> each.getKey() + " has " + each.getValue() + " orders").toList();
    }

    /** Numbers of the file without an order, and orders that no row of the file asked for as they are. */
    private List<String> missing(String prefix) {
        List<String> faults = new ArrayList<>();
        Map<String, Long> there = new HashMap<>(counts("""
                select outside_number, count(*) filter (where pieces = 1 and state <> 'CANCELLED') from sales_order
                 where outside_number like ? || '%' group by 1""", prefix));
        for (int row = 1; row <= rows; row++) {
            Long orders = there.remove(prefix + row);
            if (orders == null || orders != 1) {
                faults.add(prefix + row + (orders == null ? " has no order" : " is not there as it was ordered"));
            }
        }
        there.keySet().forEach(number -> faults.add("Nobody ordered " + number));
        return faults.size() <= SHOWN ? faults : List.of(faults.get(0), "and " + (faults.size() - 1) + " more like it");
    }

    private String text(String sql, String value) {
        try (Connection database = portal.database(); PreparedStatement query = database.prepareStatement(sql)) {
            query.setString(1, value);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Long> counts(String sql, String value) {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection database = portal.database(); PreparedStatement query = database.prepareStatement(sql)) {
            query.setString(1, value);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    counts.put(row.getString(1), row.getLong(2));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return counts;
    }

    private void await(BooleanSupplier asked, Supplier<String> otherwise) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!asked.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("After " + PATIENCE.toMinutes() + " min " + otherwise.get());
            }
            Crash.pause(50);
        }
    }

    private static long millis(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    @Override
    public void close() {
        portal.process().close();
    }
}
