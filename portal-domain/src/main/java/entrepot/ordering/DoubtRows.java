package entrepot.ordering;

import entrepot.kernel.OrderId;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The SQL of doubts about orders, and of what they are decided from. */
@ApplicationScoped
class DoubtRows {

    private static final String COLUMNS = """
            select o.code, d.no, d.kind, d.details::text as details, d.asked_at, d.answer_by, d.verdict, d.why, d.decided_by,
                   d.decided_at
              from order_doubt d
              join sales_order o on o.tenant_id = d.tenant_id and o.id = d.order_id
             where d.tenant_id = ?""";

    @Inject
    private Sql sql;

    /** The rules in force at that moment. */
    Later<HoldRules> rules(Actor actor, Trip trip, Instant at) {
        return trip.list("""
                select rules::text as rules from hold_rules where tenant_id = ? and valid_from <= ?
                 order by valid_from desc, id desc limit 1""",
                row -> row.json("rules").as(HoldRules.class), actor.tenant(), at)
                .map(rows -> rows.isEmpty() ? HoldRules.DEFAULTS : rows.get(0));
    }

    private record Fact(int no, OrderChecks.Facts facts) {
    }

    private record Item(int no, long variant) {
    }

    /**
     * What orders are checked against, beside themselves: only what the rules in force ask for is looked up. Nobody is asked
     * twice about the same pair: an order about which this one was asked already is no twin of it.
     *
     * @param self the id of the only one where it is written already; else null
     */
    Later<Map<Integer, OrderChecks.Facts>> facts(Actor actor, Trip trip, List<Basket> baskets, Instant now, Instant dayStart,
                                                 OrderId self) {
        List<Item> items = baskets.stream().flatMap(basket -> basket.variants().stream()
                .map(variant -> new Item(basket.no(), variant.id().value()))).distinct().toList();
        long but = self == null ? 0 : self.value();
        return trip.list("""
                with r as (
                    select coalesce((select h.rules from hold_rules h where h.tenant_id = ? and h.valid_from <= ?
                                      order by h.valid_from desc, h.id desc limit 1), ?::text::jsonb) as rules)
                select b.no, case when (r.rules ->> 'firstOrders')::integer > 0 then (
                           select count(*) from (select from sales_order o where o.tenant_id = ? and o.organisation_id = b.seller
                                                    and o.id <> ? limit 100) x) else 100 end as before,
                       case when (r.rules ->> 'duplicates')::boolean then (
                           select o.code from sales_order o
                            where o.tenant_id = ? and o.organisation_id = b.seller and o.placed_at >= ?
                              and (o.phone_key = buyer_phone_key(b.phone)
                                   or o.place_key = buyer_place_key(b.receiver, b.city, b.street))
                              and o.state not in ('CANCELLED', 'PRACTICE', 'PRACTICE_CANCELLED') and o.kind = 'SINGLE' and o.id <> ?
                              and exists (select from order_line l join unnest(?, ?) v(no, variant) on v.variant = l.variant_id
                                           where l.tenant_id = o.tenant_id and l.order_id = o.id and v.no = b.no)
                              and (? = 0 or not exists (
                                   select from order_doubt d join sales_order s on s.tenant_id = d.tenant_id and s.code = d.details ->> 'order'
                                    where d.tenant_id = o.tenant_id and d.order_id = o.id and d.kind = 'DUPLICATE' and s.id = ?))
                            order by o.id desc limit 1) end as duplicate
                  from r cross join unnest(?, ?, ?, ?, ?, ?) b(no, seller, phone, receiver, city, street)
                 where (r.rules ->> 'firstOrders')::integer > 0 or (r.rules ->> 'duplicates')::boolean""",
                row -> new Fact(row.integer("no"), new OrderChecks.Facts((int) row.number("before"), row.text("duplicate"))),
                actor.tenant(), now, Json.of(HoldRules.DEFAULTS).text(), actor.tenant(), but, actor.tenant(), dayStart, but,
                Columns.integers(items, Item::no), Columns.numbers(items, Item::variant), but, but,
                Columns.integers(baskets, Basket::no), Columns.numbers(baskets, basket -> basket.buyer().value()),
                Columns.texts(baskets, basket -> basket.command().shipTo().phone()),
                Columns.texts(baskets, basket -> basket.command().shipTo().name()),
                Columns.texts(baskets, basket -> basket.command().shipTo().city()),
                Columns.texts(baskets, basket -> basket.command().shipTo().street()))
                .map(rows -> rows.stream().collect(Collectors.toMap(Fact::no, Fact::facts)));
    }

    private static final String INSERT = """
            insert into order_doubt (tenant_id, order_id, no, kind, details, asked_at, answer_by)
            select ?, ?, (select coalesce(max(no), 0) from order_doubt where tenant_id = ? and order_id = ?) + d.no,
                   d.kind, d.details::jsonb, ?, case when d.kind = 'DUPLICATE' then ?::timestamptz end
              from unnest(?, ?) with ordinality d(kind, details, no)""";

    void insert(Actor actor, Trip trip, OrderId order, List<Doubt> doubts, Instant now, Instant answerBy) {
        trip.update(INSERT, actor.tenant(), order, actor.tenant(), order, now, answerBy,
                doubts.stream().map(doubt -> doubt.kind().name()).toArray(String[]::new),
                doubts.stream().map(doubt -> Json.of(new TreeMap<>(doubt.details())).text()).toArray(String[]::new));
    }

    void insert(Actor actor, OrderId order, List<Doubt> doubts, Instant now, Instant answerBy) {
        Trip trip = sql.trip();
        insert(actor, trip, order, doubts, now, answerBy);
        trip.go();
    }

    /** Of one order, oldest first. */
    List<OrderDoubt> of(Actor actor, OrderId order) {
        return sql.list(COLUMNS + " and d.order_id = ? order by d.no limit 100", DoubtRows::doubt, actor.tenant(), order);
    }

    /** The open ones of several orders. */
    List<OrderDoubt> open(Actor actor, Collection<String> orders) {
        return sql.list(COLUMNS + " and d.verdict is null and o.code = any (?) order by o.id, d.no limit 2000",
                DoubtRows::doubt, actor.tenant(), orders.toArray(String[]::new));
    }

    /** Answers open doubts of an order of some kinds. @return how many that were */
    int decide(Actor actor, OrderId order, Collection<Doubt.Kind> kinds, OrderDoubt.Verdict verdict, String why, Instant at) {
        return sql.update("""
                update order_doubt set verdict = ?, why = ?, decided_by = ?, decided_at = ?
                 where tenant_id = ? and order_id = ? and verdict is null and kind = any (?)""",
                verdict, why, actor.name(), at, actor.tenant(), order, kinds.stream().map(Enum::name).toArray(String[]::new));
    }

    boolean anyOpen(Actor actor, OrderId order) {
        return sql.first("select 1 as one from order_doubt where tenant_id = ? and order_id = ? and verdict is null limit 1",
                row -> true, actor.tenant(), order).isPresent();
    }

    /** Orders on hold with a question that nobody answered in time. */
    List<String> silent(Actor actor, Instant now, int limit) {
        return sql.list("""
                select distinct o.code from order_doubt d
                  join sales_order o on o.tenant_id = d.tenant_id and o.id = d.order_id and o.state = 'ON_HOLD'
                 where d.tenant_id = ? and d.verdict is null and d.answer_by <= ? limit ?""",
                row -> row.text("code"), actor.tenant(), now, limit);
    }

    @SuppressWarnings("unchecked")
    private static OrderDoubt doubt(Row row) {
        return new OrderDoubt(row.text("code"), row.integer("no"), row.oneOf(Doubt.Kind.class, "kind"),
                (Map<String, String>) row.json("details").as(Map.class), row.instant("asked_at"), row.instant("answer_by"),
                row.oneOf(OrderDoubt.Verdict.class, "verdict"), row.text("why") == null ? "" : row.text("why"),
                row.text("decided_by") == null ? "" : row.text("decided_by"), row.instant("decided_at"));
    }
}
