package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.SubShopId;
import entrepot.kernel.VariantId;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The SQL of orders. */
@ApplicationScoped
class OrderRows {

    private static final String COLUMNS = """
            o.id, o.code, o.state, o.organisation_id, o.sub_shop_id, coalesce(o.outside_number, '') as outside_number,
            o.receiver, o.phone, o.country, o.province, o.city, o.district, o.street, o.postcode, o.remark, o.gift,
            o.placed_at, o.paid_at, o.ship_by, o.pieces, o.goods_minor, o.freight_minor, o.currency
            """;

    @Inject
    private Sql sql;

    /** The number of an order where it was sold. */
    record OutsideNumber(SubShopId subShop, String number) {
    }

    private record NewLine(OrderId order, String currency, OrderLine line) {
    }

    Later<List<OrderId>> ids(Trip trip, int howMany) {
        return trip.list("select nextval('sales_order_seq') as id from generate_series(1, ?)",
                row -> new OrderId(row.number("id")), howMany);
    }

    /**
     * Writes orders with their lines in one statement.
     *
     * @return the ids of those that were written: one whose outside number is taken in its sub-shop is not
     */
    Later<Set<OrderId>> insert(Actor actor, Trip trip, List<Placement> placements) {
        List<Order> orders = placements.stream().map(Placement::order).toList();
        List<NewLine> lines = orders.stream().flatMap(order -> order.lines().stream()
                .map(line -> new NewLine(order.id(), order.total().currency(), line))).toList();
        return trip.list("""
                with placed as (
                    insert into sales_order (tenant_id, id, code, organisation_id, sub_shop_id, outside_number, state,
                        receiver, phone, country, province, city, district, street, postcode, remark, gift,
                        placed_at, paid_at, ship_by, pieces, goods_minor, freight_minor, currency, explanation, hidden)
                    select ?, o.id, o.code, o.seller, o.sub_shop, nullif(o.outside_number, ''), o.state, o.receiver, o.phone,
                           o.country, o.province, o.city, o.district, o.street, o.postcode, o.remark, o.gift, o.placed_at,
                           o.paid_at, o.ship_by, o.pieces, o.goods, o.freight, o.currency, o.explanation::jsonb,
                           o.hidden::jsonb
                      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                           o (id, code, seller, sub_shop, outside_number, state, receiver, phone, country, province, city,
                              district, street, postcode, remark, gift, placed_at, paid_at, ship_by, pieces, goods, freight,
                              currency, explanation, hidden)
                     order by o.sub_shop, o.outside_number
                    on conflict (tenant_id, sub_shop_id, outside_number) do nothing
                    returning id),
                lines as (
                    insert into order_line (tenant_id, order_id, no, variant_id, sku, title, quantity, retail_minor,
                        supply_minor, asked_minor, asked_currency, currency)
                    select ?, l.* from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) l (order_id, no, variant_id, sku, title,
                           quantity, retail, supply, asked, asked_currency, currency)
                     where l.order_id in (select id from placed))
                select id from placed""",
                row -> new OrderId(row.number("id")), actor.tenant(),
                Columns.numbers(orders, order -> order.id().value()),
                Columns.texts(orders, Order::code),
                Columns.numbers(orders, order -> order.seller().value()),
                Columns.numbers(orders, order -> order.subShop().value()),
                Columns.texts(orders, Order::outsideNumber),
                Columns.texts(orders, order -> order.state().name()),
                Columns.texts(orders, order -> order.shipTo().name()),
                Columns.texts(orders, order -> order.shipTo().phone()),
                Columns.texts(orders, order -> order.shipTo().country()),
                Columns.texts(orders, order -> order.shipTo().province()),
                Columns.texts(orders, order -> order.shipTo().city()),
                Columns.texts(orders, order -> order.shipTo().district()),
                Columns.texts(orders, order -> order.shipTo().street()),
                Columns.texts(orders, order -> order.shipTo().postcode()),
                Columns.texts(orders, Order::remark),
                Columns.texts(orders, Order::gift),
                Columns.instants(orders, Order::placedAt),
                Columns.instants(orders, Order::paidAt),
                Columns.instants(orders, Order::shipBy),
                Columns.integers(orders, Order::pieces),
                Columns.numbers(orders, order -> order.goods().minor()),
                Columns.numbers(orders, order -> order.freight().minor()),
                Columns.texts(orders, order -> order.total().currency()),
                Columns.json(placements, Placement::explanation),
                Columns.json(placements, placement -> placement.basket().command().hidden()),
                actor.tenant(),
                Columns.numbers(lines, line -> line.order().value()),
                Columns.integers(lines, line -> line.line().no()),
                Columns.numbers(lines, line -> line.line().variant().value()),
                Columns.texts(lines, line -> line.line().sku()),
                Columns.texts(lines, line -> line.line().title()),
                Columns.integers(lines, line -> line.line().quantity()),
                Columns.numbers(lines, line -> line.line().retail().minor()),
                Columns.numbers(lines, line -> line.line().supply().minor()),
                Columns.numbers(lines, line -> line.line().asked() == null ? null : line.line().asked().minor()),
                Columns.texts(lines, line -> line.line().asked() == null ? null : line.line().asked().currency()),
                Columns.texts(lines, NewLine::currency))
                .map(Set::copyOf);
    }

    Optional<HiddenReceiver> hidden(Actor actor, String code) {
        return sql.first("""
                select hidden::text as hidden from sales_order
                 where tenant_id = ? and code = ? and (?::bigint is null or organisation_id = ?) and hidden is not null""",
                row -> row.json("hidden").as(HiddenReceiver.class), actor.tenant(), code, actor.scope(), actor.scope());
    }

    /** The codes of the orders that have these outside numbers in the sub-shops with these codes, pair by pair. */
    Later<Map<OutsideNumber, String>> taken(Actor actor, Trip trip, List<String> subShopCodes, List<String> numbers) {
        return trip.list("""
                select o.sub_shop_id, o.outside_number, o.code
                  from unnest(?, ?) a (shop, number)
                  join sub_shop s on s.tenant_id = ? and s.code = a.shop
                  join sales_order o on o.tenant_id = ? and o.sub_shop_id = s.id and o.outside_number = a.number""",
                row -> Map.entry(new OutsideNumber(new SubShopId(row.number("sub_shop_id")), row.text("outside_number")),
                        row.text("code")),
                subShopCodes.toArray(String[]::new), numbers.toArray(String[]::new), actor.tenant(), actor.tenant())
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one)));
    }

    /** Which of these outside numbers have been ordered in the sub-shop, with the orders' codes. */
    Map<String, String> codesOf(Actor actor, SubShopId subShop, List<String> outsideNumbers) {
        Map<String, String> codes = new java.util.HashMap<>();
        sql.each("""
                select outside_number, code from sales_order
                 where tenant_id = ? and sub_shop_id = ? and outside_number = any(?)""",
                1000, row -> codes.put(row.text("outside_number"), row.text("code")),
                actor.tenant(), subShop, outsideNumbers.toArray(String[]::new));
        return codes;
    }

    /** Which of these outside numbers have been ordered in the sub-shop, as they stand now. */
    Map<String, PlacedBefore> placedBefore(Actor actor, SubShopId subShop, List<String> outsideNumbers) {
        Map<String, PlacedBefore> placed = new java.util.HashMap<>();
        sql.each("""
                select o.outside_number, o.code, o.state, o.receiver, o.phone, o.country, o.province, o.city, o.district,
                       o.street, o.postcode, o.hidden is not null as masked,
                       l.skus, l.pieces
                  from sales_order o
                  cross join lateral (
                    select array_agg(s.sku) as skus, array_agg(s.pieces) as pieces
                      from (select sku, sum(quantity)::bigint as pieces from order_line
                             where tenant_id = o.tenant_id and order_id = o.id group by sku) s) l
                 where o.tenant_id = ? and o.sub_shop_id = ? and o.outside_number = any(?)""",
                1000, row -> placed.put(row.text("outside_number"), new PlacedBefore(row.text("code"),
                        row.oneOf(OrderState.class, "state"),
                        new Address(row.text("receiver"), row.text("phone"), row.text("country"), row.text("province"),
                                row.text("city"), row.text("district"), row.text("street"), row.text("postcode")),
                        row.flag("masked"), pieces(row.texts("skus"), row.numbers("pieces")))),
                actor.tenant(), subShop, outsideNumbers.toArray(String[]::new));
        return placed;
    }

    /** An order that the actor may see, with its lines. */
    Optional<Order> find(Actor actor, String code) {
        return sql.first("select " + COLUMNS + """
                 from sales_order o
                 where o.tenant_id = ? and o.code = ? and (?::bigint is null or o.organisation_id = ?)""",
                row -> order(row, List.of()), actor.tenant(), code, actor.scope(), actor.scope())
                .map(order -> with(order, lines(actor, order.id())));
    }

    /** The same without lines, locked until the transaction ends. */
    Optional<Order> lock(Actor actor, String code) {
        return sql.first("select " + COLUMNS + """
                 from sales_order o
                 where o.tenant_id = ? and o.code = ? and (?::bigint is null or o.organisation_id = ?)
                   for update""",
                row -> order(row, List.of()), actor.tenant(), code, actor.scope(), actor.scope());
    }

    List<OrderLine> lines(Actor actor, OrderId order) {
        return sql.list("""
                select no, variant_id, sku, title, quantity, retail_minor, supply_minor, asked_minor,
                       coalesce(asked_currency, currency) as asked_currency, currency
                  from order_line where tenant_id = ? and order_id = ? order by no limit 500""",
                row -> new OrderLine(row.integer("no"), new VariantId(row.number("variant_id")), row.text("sku"),
                        row.text("title"), row.integer("quantity"), row.money("retail"), row.money("supply"),
                        row.numberOrNull("asked_minor") == null ? null
                                : Money.of(row.number("asked_minor"), row.text("asked_currency"))),
                actor.tenant(), order);
    }

    Optional<OrderExplanation> explanation(Actor actor, String code) {
        return sql.first("""
                select explanation::text as explanation from sales_order
                 where tenant_id = ? and code = ? and (?::bigint is null or organisation_id = ?)""",
                row -> row.json("explanation").as(OrderExplanation.class),
                actor.tenant(), code, actor.scope(), actor.scope());
    }

    /**
     * A page of orders, the newest first.
     *
     * @param seller whose; null for all of the tenant
     * @param after  the code of the last order of the page before; null for the first page
     */
    List<Order> page(Actor actor, OrganisationId seller, OrderFilter filter, String after, int limit) {
        List<Object> values = new ArrayList<>();
        String where = where(actor, seller, filter, values);
        if (after != null) {
            where += " and o.id < (select a.id from sales_order a where a.tenant_id = ? and a.code = ?)";
            values.add(actor.tenant());
            values.add(after);
        }
        String statement;
        if (filter.states().isEmpty()) {
            statement = "select " + COLUMNS + " from sales_order o where" + where + " order by o.id desc limit ?";
            values.add(limit);
        } else {
            // each state's newest from its index, then the newest of those: never a sort of all that match
            statement = "select " + COLUMNS + " from unnest(?) s cross join lateral (select * from sales_order o where"
                    + where + " and o.state = s order by o.id desc limit ?) o order by o.id desc limit ?";
            values.add(0, filter.states().stream().map(Enum::name).sorted().toArray(String[]::new));
            values.add(limit);
            values.add(limit);
        }
        return sql.list(statement, row -> order(row, List.of()), values.toArray());
    }

    /** A page of what has not left, by ship-by. {@code before} is a moment by which it should have, or null. */
    List<Order> due(Actor actor, OrganisationId seller, OrderFilter filter, Instant before, boolean asked, String after,
                    int limit) {
        List<Object> values = new ArrayList<>();
        String where = where(actor, seller, filter, values) + " and o.state in ('WAITING_FUNDS', 'ON_HOLD', 'PLACED', 'PARTLY_SHIPPED')";
        if (!filter.states().isEmpty()) {
            where += " and o.state = any (?)";
            values.add(filter.states().stream().map(Enum::name).sorted().toArray(String[]::new));
        }
        if (filter.since() != null) {
            where += " and o.placed_at >= ?";
            values.add(filter.since());
        }
        if (asked) {
            where += " and (exists (select from order_doubt d where d.tenant_id = o.tenant_id and d.order_id = o.id"
                    + " and d.verdict is null and d.kind in ('DUPLICATE', 'PRICE_CHANGED', 'NOT_PLACED'))"
                    + " or o.code in (select q.order_code from stock_out q where q.tenant_id = ? and q.state = 'OPEN'))";
            values.add(actor.tenant());
        }
        if (before != null) {
            where += " and o.ship_by < ?";
            values.add(before);
        }
        if (after != null) {
            where += " and (o.ship_by, o.id) > (select a.ship_by, a.id from sales_order a where a.tenant_id = ? and a.code = ?)";
            values.add(actor.tenant());
            values.add(after);
        }
        values.add(limit);
        return sql.list("select " + COLUMNS + " from sales_order o where" + where + " order by o.ship_by, o.id limit ?",
                row -> order(row, List.of()), values.toArray());
    }

    /** What each list of orders asks for, whatever its order: whose, and what people look for. */
    private static String where(Actor actor, OrganisationId seller, OrderFilter filter, List<Object> values) {
        String where = " o.tenant_id = ?";
        values.add(actor.tenant());
        if (seller != null) {
            where += " and o.organisation_id = ?";
            values.add(seller);
        }
        if (!filter.text().isEmpty()) {
            // what people paste: our code or the number of the order where it was sold, whole
            where += " and (o.code = ? or o.outside_number = ?)";
            values.add(filter.text());
            values.add(filter.text());
        }
        if (filter.subShop() != null) {
            where += " and o.sub_shop_id = (select p.id from sub_shop p where p.tenant_id = ? and p.code = ?)";
            values.add(actor.tenant());
            values.add(filter.subShop());
        }
        if (filter.dueBy() != null) {
            where += " and o.ship_by < ?";
            values.add(filter.dueBy());
        }
        return where;
    }

    /** How many orders stand in each of the states that somebody still has to do something about. */
    Map<OrderState, Long> open(Actor actor) {
        Map<OrderState, Long> counts = new EnumMap<>(OrderState.class);
        sql.each("""
                select state, count(*) as n from sales_order
                 where tenant_id = ? and (?::bigint is null or organisation_id = ?)
                   and state in ('WAITING_FUNDS', 'ON_HOLD', 'PLACED', 'PARTLY_SHIPPED', 'SHIPPED') group by state""",
                0, row -> counts.put(row.oneOf(OrderState.class, "state"), row.number("n")),
                actor.tenant(), actor.scope(), actor.scope());
        return counts;
    }

    void move(Actor actor, OrderId order, OrderState to, Instant at) {
        sql.update("""
                update sales_order set state = ?, delivered_at = case when ? = 'DELIVERED' then ? else delivered_at end
                 where tenant_id = ? and id = ?""",
                to, to, at, actor.tenant(), order);
    }

    /** Never sooner than what was said before: each delivery has its own. */
    void windowUntil(Actor actor, String code, Instant until) {
        sql.update("""
                update sales_order set window_until = greatest(window_until, ?) where tenant_id = ? and code = ?""",
                until, actor.tenant(), code);
    }

    void windowsUntil(Actor actor, Trip trip, Map<String, Instant> until) {
        trip.update("""
                update sales_order o set window_until = greatest(o.window_until, u.until)
                  from unnest(?, ?) u(code, until) where o.tenant_id = ? and o.code = u.code""",
                Columns.texts(until.keySet(), code -> code), Columns.instants(until.values(), moment -> moment), actor.tenant());
    }

    /** When the last window of what is delivered and not complete closes. */
    Optional<Instant> lastWindow(Actor actor) {
        return Optional.ofNullable(sql.one("""
                select max(window_until) as last from sales_order where tenant_id = ? and state = 'DELIVERED'""",
                row -> new Instant[] {row.instant("last")}, actor.tenant())[0]);
    }

    /** Completes orders that are delivered and whose window has closed by that moment. */
    List<String> complete(Actor actor, Instant moment, int limit) {
        return sql.list("""
                update sales_order set state = 'COMPLETED'
                 where tenant_id = ? and id in (
                    select id from sales_order where tenant_id = ? and state = 'DELIVERED' and window_until <= ?
                     order by window_until limit ? for update skip locked)
                returning code""",
                row -> row.text("code"), actor.tenant(), actor.tenant(), moment, limit);
    }

    private static Order order(Row row, List<OrderLine> lines) {
        Money goods = row.money("goods");
        Money freight = row.money("freight");
        return new Order(new OrderId(row.number("id")), row.text("code"), row.oneOf(OrderState.class, "state"),
                new OrganisationId(row.number("organisation_id")), new SubShopId(row.number("sub_shop_id")),
                row.text("outside_number"),
                new Address(row.text("receiver"), row.text("phone"), row.text("country"), row.text("province"),
                        row.text("city"), row.text("district"), row.text("street"), row.text("postcode")),
                row.text("remark"), row.text("gift"), row.instant("placed_at"), row.instant("paid_at"),
                row.instant("ship_by"), row.integer("pieces"), goods, freight, goods.plus(freight), lines);
    }

    private static Order with(Order order, List<OrderLine> lines) {
        return new Order(order.id(), order.code(), order.state(), order.seller(), order.subShop(),
                order.outsideNumber(), order.shipTo(), order.remark(), order.gift(), order.placedAt(), order.paidAt(),
                order.shipBy(), order.pieces(), order.goods(), order.freight(), order.total(), lines);
    }

    private static Map<String, Integer> pieces(List<String> skus, List<Long> pieces) {
        Map<String, Integer> lines = new java.util.HashMap<>();
        for (int i = 0; i < skus.size(); i++) {
            lines.put(skus.get(i), pieces.get(i).intValue());
        }
        return lines;
    }
}
