package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The SQL of what happens to an order after it was written. */
@ApplicationScoped
class LifeRows {

    @Inject
    private Sql sql;

    /** An order that waits for money. */
    record Waiting(String code, Instant pricedAt) {
    }

    /** Those of the codes that the actor may see. */
    List<String> seen(Actor actor, Collection<String> codes) {
        return sql.list("""
                select code from sales_order
                 where tenant_id = ? and code = any (?) and (?::bigint is null or organisation_id = ?) limit 1000""",
                row -> row.text("code"), actor.tenant(), codes.toArray(String[]::new), actor.scope(), actor.scope());
    }

    /** They have to leave later; a later day that was said before stays. Locked by code. */
    void postpone(Actor actor, List<String> codes, Instant shipBy) {
        sql.update("""
                with locked as (select id from sales_order where tenant_id = ? and code = any (?) order by code for update)
                update sales_order o set ship_by = greatest(o.ship_by, ?) from locked where o.tenant_id = ? and o.id = locked.id""",
                actor.tenant(), codes.toArray(String[]::new), shipBy, actor.tenant());
    }

    /** What few orders need beside what all have: wholesale, and when a waiting one was priced. */
    void rare(Actor actor, Trip trip, List<Placement> placements) {
        for (Placement placement : placements) {
            OrderKind kind = placement.basket().command().terms().kind();
            if (kind != OrderKind.SINGLE || placement.isWaiting()) {
                trip.update("update sales_order set kind = ?, priced_at = ?::timestamptz where tenant_id = ? and id = ?", kind,
                        placement.isWaiting() ? placement.basket().now() : null, actor.tenant(), placement.order().id());
            }
        }
    }

    OrderKind kindOf(Actor actor, OrderId order) {
        return sql.one("select kind from sales_order where tenant_id = ? and id = ?", row -> row.oneOf(OrderKind.class, "kind"),
                actor.tenant(), order);
    }

    void pricedAt(Actor actor, OrderId order, Instant at) {
        sql.update("update sales_order set priced_at = ? where tenant_id = ? and id = ?", at, actor.tenant(), order);
    }

    Optional<Instant> pricedAt(Actor actor, OrderId order) {
        return Optional.ofNullable(sql.one("select priced_at from sales_order where tenant_id = ? and id = ?",
                row -> new Instant[] {row.instant("priced_at")}, actor.tenant(), order)[0]);
    }

    /** Members with orders that wait for money and nothing else. */
    List<OrganisationId> waitingMembers(Actor system, int limit) {
        return sql.list("""
                select distinct o.organisation_id from sales_order o
                 where o.tenant_id = ? and o.state = 'WAITING_FUNDS' and not exists (
                       select from order_doubt d where d.tenant_id = o.tenant_id and d.order_id = o.id and d.verdict is null)
                 limit ?""",
                row -> new OrganisationId(row.number("organisation_id")), system.tenant(), limit);
    }

    /** How many wait for money at that member, and what they cost together. */
    WaitingOrders.Waiting waitingOf(Actor actor, OrganisationId member) {
        return sql.one("""
                select count(o.id) as n, coalesce(sum(goods_minor + freight_minor), 0)::bigint as amount_minor, t.currency
                  from tenant t left join sales_order o on o.tenant_id = t.id and o.organisation_id = ? and o.state = 'WAITING_FUNDS'
                       and (?::bigint is null or o.organisation_id = ?)
                 where t.id = ? group by t.currency""",
                row -> new WaitingOrders.Waiting(row.number("n"), row.money("amount")), member, actor.scope(), actor.scope(), actor.tenant());
    }

    /** Those of a member, what has to leave soonest first, locked; those with an open question are left out. */
    List<String> lockWaiting(Actor system, OrganisationId member, int limit) {
        return sql.list("""
                select o.code from sales_order o
                 where o.tenant_id = ? and o.organisation_id = ? and o.state = 'WAITING_FUNDS' and not exists (
                       select from order_doubt d where d.tenant_id = o.tenant_id and d.order_id = o.id and d.verdict is null)
                 order by o.ship_by, o.id limit ? for update of o skip locked""",
                row -> row.text("code"), system.tenant(), member, limit);
    }

    /** Writes over what an order is, but for its code and whose it is. */
    void rewrite(Actor actor, Order order, OrderExplanation explanation) {
        Address to = order.shipTo();
        sql.update("""
                update sales_order set receiver = ?, phone = ?, country = ?, province = ?, city = ?, district = ?, street = ?,
                       postcode = ?, remark = ?, gift = ?, pieces = ?, goods_minor = ?, freight_minor = ?, explanation = ?
                 where tenant_id = ? and id = ?""",
                to.name(), to.phone(), to.country(), to.province(), to.city(), to.district(), to.street(), to.postcode(),
                order.remark(), order.gift(), order.pieces(), order.goods().minor(), order.freight().minor(),
                Json.of(explanation), actor.tenant(), order.id());
    }

    /** Writes over the lines of an order: those that are there no more go, the others are added or changed. */
    void rewriteLines(Actor actor, OrderId order, List<OrderLine> lines) {
        Integer[] no = lines.stream().map(OrderLine::no).toArray(Integer[]::new);
        sql.update("delete from order_line where tenant_id = ? and order_id = ? and no <> all (?)", actor.tenant(), order, no);
        sql.update("""
                insert into order_line (tenant_id, order_id, no, variant_id, sku, title, quantity, retail_minor, supply_minor,
                                        asked_minor, asked_currency, currency)
                select ?, ?, l.no, l.variant, l.sku, l.title, l.quantity, l.retail, l.supply, l.asked, l.asked_currency, l.currency
                  from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                       l(no, variant, sku, title, quantity, retail, supply, asked, asked_currency, currency)
                on conflict (tenant_id, order_id, no) do update
                   set quantity = excluded.quantity, supply_minor = excluded.supply_minor, asked_minor = excluded.asked_minor""",
                actor.tenant(), order, no,
                lines.stream().map(line -> line.variant().value()).toArray(Long[]::new),
                lines.stream().map(OrderLine::sku).toArray(String[]::new),
                lines.stream().map(OrderLine::title).toArray(String[]::new),
                lines.stream().map(OrderLine::quantity).toArray(Integer[]::new),
                lines.stream().map(line -> line.retail().minor()).toArray(Long[]::new),
                lines.stream().map(line -> line.supply().minor()).toArray(Long[]::new),
                lines.stream().map(line -> line.asked() == null ? null : line.asked().minor()).toArray(Long[]::new),
                lines.stream().map(line -> line.asked() == null ? null : line.asked().currency()).toArray(String[]::new),
                lines.stream().map(line -> line.supply().currency()).toArray(String[]::new));
    }

    /** What has not left and should have by then. */
    long late(Actor actor, Instant at) {
        return sql.one("""
                select count(*) as n from sales_order
                 where tenant_id = ? and (?::bigint is null or organisation_id = ?)
                   and state in ('WAITING_FUNDS', 'ON_HOLD', 'PLACED', 'PARTLY_SHIPPED') and ship_by < ?""",
                row -> row.number("n"), actor.tenant(), actor.scope(), actor.scope(), at);
    }

    void keepChange(Actor actor, String code, OrderId order, OrderChange change, Instant at) {
        sql.update("""
                insert into order_change (tenant_id, id, code, order_id, kind, before, after, difference_minor, currency, why,
                                          by_name, at)
                values (?, nextval('order_change_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), code, order, change.kind(), Json.of(change.before()), Json.of(change.after()),
                change.difference().minor(), change.difference().currency(), change.why(), actor.name(), at);
    }

    /** What was changed of an order, the latest first. */
    List<OrderChange> changes(Actor actor, OrderId order) {
        return sql.list("""
                select code, kind, before::text as before, after::text as after, difference_minor, currency, why, by_name, at
                  from order_change where tenant_id = ? and order_id = ? order by id desc limit 100""",
                row -> new OrderChange(row.text("code"), row.oneOf(OrderChange.Kind.class, "kind"),
                        row.json("before").as(OrderChange.Side.class), row.json("after").as(OrderChange.Side.class),
                        Money.of(row.number("difference_minor"), row.text("currency")), row.text("why"), row.text("by_name"),
                        row.instant("at")),
                actor.tenant(), order);
    }
}
