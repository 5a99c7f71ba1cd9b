package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rows of consignments, their lines and parcels. Each method is one or two statements. */
@ApplicationScoped
class ConsignmentRows {

    private static final String COLUMNS = """
            select c.id, c.code, c.order_code, c.seller_id, c.sub_shop_name, c.ship_to::text as ship_to, c.remark, c.gift,
                   c.ship_by, c.warehouse_id, c.dealer_id, c.state, c.offered_at, c.offer_deadline, c.offers, c.declined,
                   c.freight_minor, c.currency, c.dealer_supply::text as dealer_supply, c.created_at, c.shipped_at, c.readdressed_at,
                   c.state in ('ACCEPTED', 'PACKED') and c.slip_stale as slip_stale,
                   c.state in ('ACCEPTED', 'PACKED') and c.label_stale as label_stale,
                   c.delivered_at, case when c.split_from is not null then (
                       select f.code from consignment f where f.tenant_id = c.tenant_id and f.id = c.split_from) end as split_from
              from consignment c
             where c.tenant_id = ?""";
    /** Who may see it: headquarters, who sold it, who ships it. */
    private static final String SEEN = " and (?::bigint is null or c.seller_id = ? or c.dealer_id = ? and c.state <> 'HELD')";
    /** Who may work on it: headquarters, who ships it. */
    private static final String WORKED = " and (?::bigint is null or c.dealer_id = ? and c.state <> 'HELD')";
    private static final String DUE = "coalesce(c.offer_deadline, c.ship_by, c.created_at)";

    @Inject
    private Sql sql;

    /** A consignment as it stands in the table, beside what others may see of it. */
    record Full(Consignment consignment, List<WarehouseId> declined,
                List<NewConsignments.DealerSupply> dealerSupply) {
    }

    /** One new row. @param deadline to answer; null unless it is offered */
    record Fresh(String code, ConsignmentState state, Allotment.Share share, int offers, Instant deadline) {
    }

    /** The same with all that it is written from. */
    record NewRow(ConsignmentId id, NewConsignments order, Fresh fresh, Instant now) {
    }

    /** One line of a new row. */
    private record NewLine(ConsignmentId consignment, Consignment.Line line) {
    }

    Later<List<ConsignmentId>> ids(Trip trip, int howMany) {
        return trip.list("select nextval('consignment_seq') as id from generate_series(1, ?)",
                row -> new ConsignmentId(row.number("id")), howMany);
    }

    /** All consignments of some orders with their lines, in one statement. */
    void insert(Actor actor, Trip trip, List<NewRow> rows) {
        List<NewLine> lines = rows.stream().flatMap(row -> row.fresh().share().lines().stream()
                .map(line -> new NewLine(row.id(), line))).toList();
        trip.update("""
                with fresh as (
                    insert into consignment (tenant_id, id, code, order_code, seller_id, sub_shop_name, ship_to, remark, gift,
                                             ship_by, warehouse_id, dealer_id, state, offered_at, offer_deadline, offers,
                                             freight_minor, currency, dealer_supply, pieces, created_at)
                    select ?, n.id, n.code, n.order_code, n.seller, n.sub_shop_name, n.ship_to::jsonb, n.remark, n.gift,
                           n.ship_by, n.warehouse, n.dealer, n.state, case when n.deadline is not null then n.at end,
                           n.deadline, n.offers, n.freight, n.currency, n.dealer_supply::jsonb, n.pieces, n.at
                      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                           n(id, code, order_code, seller, sub_shop_name, ship_to, remark, gift, ship_by, warehouse, dealer,
                             state, deadline, offers, freight, currency, dealer_supply, pieces, at))
                insert into consignment_line (tenant_id, consignment_id, no, order_line, variant_id, sku, title, quantity,
                                              supply_minor)
                select ?, l.* from unnest(?, ?, ?, ?, ?, ?, ?, ?)
                       l(consignment, no, order_line, variant, sku, title, quantity, supply)""",
                actor.tenant(),
                Columns.numbers(rows, row -> row.id().value()),
                Columns.texts(rows, row -> row.fresh().code()),
                Columns.texts(rows, row -> row.order().orderCode()),
                Columns.numbers(rows, row -> row.order().seller().value()),
                Columns.texts(rows, row -> row.order().subShopName()),
                Columns.json(rows, row -> row.order().shipTo()),
                Columns.texts(rows, row -> text(row.order().remark())),
                Columns.texts(rows, row -> text(row.order().gift())),
                Columns.instants(rows, row -> row.order().shipBy()),
                Columns.numbers(rows, row -> row.fresh().share().part().warehouse().value()),
                Columns.numbers(rows, row -> row.fresh().share().part().dealer() == null ? null
                        : row.fresh().share().part().dealer().value()),
                Columns.texts(rows, row -> row.fresh().state().name()),
                Columns.instants(rows, row -> row.fresh().deadline()),
                Columns.integers(rows, row -> row.fresh().offers()),
                Columns.numbers(rows, row -> row.fresh().share().freight().minor()),
                Columns.texts(rows, row -> row.order().freight().currency()),
                Columns.json(rows, row -> row.order().dealerSupply()),
                Columns.integers(rows, row -> row.fresh().share().pieces()),
                Columns.instants(rows, NewRow::now),
                actor.tenant(),
                Columns.numbers(lines, line -> line.consignment().value()),
                Columns.integers(lines, line -> line.line().no()),
                Columns.integers(lines, line -> line.line().orderLine()),
                Columns.numbers(lines, line -> line.line().variant().value()),
                Columns.texts(lines, line -> line.line().sku()),
                Columns.texts(lines, line -> line.line().title()),
                Columns.integers(lines, line -> line.line().quantity()),
                Columns.numbers(lines, line -> line.line().supplyTotal().minor()));
    }

    /** For the actor to see; nothing of the member's money for a dealer. */
    List<Consignment> byOrders(Actor actor, Collection<String> orderCodes) {
        return seen(actor, read(actor, COLUMNS + SEEN + " and c.order_code = any (?) order by c.id",
                actor.tenant(), actor.scope(), actor.scope(), actor.scope(), orderCodes.toArray(String[]::new)));
    }

    List<Consignment> byCode(Actor actor, String code) {
        return seen(actor, read(actor, COLUMNS + SEEN + " and c.code = ?",
                actor.tenant(), actor.scope(), actor.scope(), actor.scope(), code));
    }

    List<Consignment> byId(Actor actor, ConsignmentId id) {
        return seen(actor, read(actor, COLUMNS + SEEN + " and c.id = ?",
                actor.tenant(), actor.scope(), actor.scope(), actor.scope(), id));
    }

    /** Of those that the actor works on; after the one with that code in the list's order. */
    List<Consignment> page(Actor actor, ConsignmentFilter filter, String after, int limit) {
        Object[] values = {actor.tenant(), actor.scope(), actor.scope(),
            filter.states().stream().map(Enum::name).toArray(String[]::new), filter.central(), filter.central(),
            after, actor.tenant(), after, limit};
        String where = WORKED + " and c.state = any (?) and (?::boolean is null or (c.dealer_id is null) = ?)";
        return seen(actor, read(actor, filter.newestFirst()
                ? COLUMNS + where + """
                         and (?::text is null or c.id < (select a.id from consignment a
                                                          where a.tenant_id = ? and a.code = ?))
                         order by c.id desc limit ?"""
                : COLUMNS + where + " and (?::text is null or (" + DUE + ", c.id) > (select " + DUE + """
                        , c.id from consignment c where c.tenant_id = ? and c.code = ?))
                         order by\s""" + DUE + ", c.id limit ?", values));
    }

    List<Waiting> waiting(Actor actor) {
        return sql.list("""
                select c.state, c.dealer_id is null as central, count(*) as n, min(c.created_at) as oldest,
                       min(coalesce(c.offer_deadline, c.ship_by)) as due,
                       count(*) filter (where c.state in ('ACCEPTED', 'PACKED') and (c.slip_stale or c.label_stale)) as stale
                  from consignment c
                 where c.tenant_id = ? and (?::bigint is null or c.dealer_id = ?)
                   and c.state in ('OFFERED', 'ACCEPTED', 'PACKED', 'UNPLACED')
                 group by c.state, c.dealer_id is null""",
                row -> new Waiting(row.oneOf(ConsignmentState.class, "state"), row.flag("central"), row.number("n"),
                        row.instant("oldest"), row.instant("due"), row.number("stale")),
                actor.tenant(), actor.scope(), actor.scope());
    }

    /** Locked, for the actor to work on. */
    /** Many, as they stand in the table. */
    List<Full> ofCodes(Actor actor, Collection<String> codes) {
        return read(actor, COLUMNS + " and c.code = any (?)", actor.tenant(), codes.toArray(String[]::new));
    }

    List<Full> lock(Actor actor, String code) {
        return read(actor, COLUMNS + WORKED + " and c.code = ? for update of c",
                actor.tenant(), actor.scope(), actor.scope(), code);
    }

    /** All of an order, locked, those too that came of another one while this waited for it. */
    List<Full> lockOrder(Actor actor, String orderCode) {
        List<Long> locked;
        List<Long> before = null;
        while (!(locked = sql.list("""
                select id from consignment where tenant_id = ? and order_code = ? order by id for update""",
                row -> row.number("id"), actor.tenant(), orderCode)).equals(before)) {
            // who had one of them may have split it: a statement does not see what was not there when it began
            before = locked;
        }
        return read(actor, COLUMNS + " and c.order_code = ? order by c.id", actor.tenant(), orderCode);
    }

    /** Offers whose deadline is over, locked; those that somebody works on right now are passed by. */
    List<Full> lockExpired(Actor actor, Instant now, int limit) {
        return read(actor, COLUMNS + " and c.state = 'OFFERED' and c.offer_deadline <= ?"
                + " order by c.offer_deadline, c.id limit ? for update of c skip locked", actor.tenant(), now, limit);
    }

    /** Offers of which a half is over, or all but the last minutes, and whose dealers were not told so yet; locked. */
    List<Full> lockToRemind(Actor actor, Instant now, Instant lastCall, int limit) {
        return read(actor, COLUMNS + " and " + """
                c.state = 'OFFERED' and c.offer_deadline > ?
                 and (c.reminders = 0 and c.offered_at + (c.offer_deadline - c.offered_at) / 2 <= ?
                      or c.reminders < 2 and c.offer_deadline <= ?)
                 order by c.offer_deadline, c.id limit ? for update of c skip locked""",
                actor.tenant(), now, now, lastCall, limit);
    }

    void reminded(Actor actor, ConsignmentId id, int reminders) {
        sql.update("update consignment set reminders = ? where tenant_id = ? and id = ?", reminders, actor.tenant(), id);
    }

    /** The one that nobody could ship and that was not tried for the longest time, if that is before a moment; locked. */
    List<Full> lockUnplaced(Actor actor, Instant triedBefore) {
        return read(actor, COLUMNS + " and " + """
                c.state = 'UNPLACED' and (c.tried_at is null or c.tried_at < ?)
                 order by c.tried_at nulls first, c.id limit 1 for update of c skip locked""", actor.tenant(), triedBefore);
    }

    void tried(Actor actor, ConsignmentId id, Instant at) {
        sql.update("update consignment set tried_at = ? where tenant_id = ? and id = ?", at, actor.tenant(), id);
    }

    void state(Actor actor, Collection<ConsignmentId> ids, ConsignmentState state) {
        sql.update("""
                update consignment set state = ?, offer_deadline = null where tenant_id = ? and id = any (?)""",
                state, actor.tenant(), ids.stream().map(ConsignmentId::value).toArray(Long[]::new));
    }

    /** Of those that have not left, the orders. */
    List<String> ordersToPostpone(Actor actor, List<String> codes) {
        return sql.list("""
                select distinct order_code from consignment
                 where tenant_id = ? and code = any (?) and state in ('HELD', 'OFFERED', 'ACCEPTED', 'PACKED', 'UNPLACED')""",
                row -> row.text("order_code"), actor.tenant(), codes.toArray(String[]::new));
    }

    /** Locked by code, so that two never wait for each other. */
    void postpone(Actor actor, List<String> codes, Instant shipBy) {
        sql.update("""
                with locked as (
                    select id from consignment
                     where tenant_id = ? and code = any (?) and state in ('HELD', 'OFFERED', 'ACCEPTED', 'PACKED', 'UNPLACED')
                     order by code for update)
                update consignment c set ship_by = greatest(c.ship_by, ?) from locked where c.tenant_id = ? and c.id = locked.id""",
                actor.tenant(), codes.toArray(String[]::new), shipBy, actor.tenant());
    }

    void shipped(Actor actor, ConsignmentId id, List<Consignment.Parcel> parcels, Instant at) {
        sql.update("""
                with parcels as (
                    insert into consignment_parcel (tenant_id, consignment_id, no, carrier, number, grams)
                    select ?, ?, p.no, p.carrier, p.number, p.grams
                      from unnest(?, ?, ?) with ordinality p(carrier, number, grams, no))
                update consignment set state = 'SHIPPED', shipped_at = ? where tenant_id = ? and id = ?""",
                actor.tenant(), id, parcels.stream().map(Consignment.Parcel::carrier).toArray(String[]::new),
                parcels.stream().map(Consignment.Parcel::number).toArray(String[]::new),
                parcels.stream().map(Consignment.Parcel::grams).toArray(Integer[]::new), at, actor.tenant(), id);
    }

    void delivered(Actor actor, ConsignmentId id, Instant at) {
        sql.update("""
                update consignment set state = 'DELIVERED', delivered_at = ? where tenant_id = ? and id = ?""",
                at, actor.tenant(), id);
    }

    void ended(Actor actor, ConsignmentId id, ConsignmentState state) {
        sql.update("update consignment set state = ? where tenant_id = ? and id = ?", state, actor.tenant(), id);
    }

    void freightBack(Actor actor, ConsignmentId id, Money back) {
        sql.update("update consignment set freight_back_minor = ? where tenant_id = ? and id = ?", back.minor(),
                actor.tenant(), id);
    }

    Map<ConsignmentId, Money> freightBack(Actor actor, Collection<ConsignmentId> ids) {
        Map<ConsignmentId, Money> back = new HashMap<>();
        sql.each("""
                select id, freight_back_minor, currency from consignment
                 where tenant_id = ? and id = any (?) and freight_back_minor > 0""", 0,
                row -> back.put(new ConsignmentId(row.number("id")), row.money("freight_back")),
                actor.tenant(), ids.stream().map(ConsignmentId::value).toArray(Long[]::new));
        return back;
    }

    /** The consignments that travel under one of these numbers already, with whose they are; of that carrier. */
    List<Full> under(Actor actor, String carrier, Collection<String> numbers) {
        return read(actor, COLUMNS + "\n" + """
                and c.id in (select p.consignment_id from consignment_parcel p
                               where p.tenant_id = ? and p.carrier = ? and p.number = any (?))
                 order by c.id limit 100""", actor.tenant(), actor.tenant(), carrier, numbers.toArray(String[]::new));
    }

    /** Those of the same sub-shop, warehouse and receiver that are not gone yet; oldest first. */
    List<Full> companions(Actor actor, Consignment of) {
        return read(actor, COLUMNS + WORKED + "\n" + """
                 and c.state in ('ACCEPTED', 'PACKED') and c.warehouse_id = ? and c.seller_id = ? and c.sub_shop_name = ?
                   and c.ship_to ->> 'phone' = ? and c.ship_to ->> 'name' = ? and c.ship_to ->> 'street' = ? and c.id <> ?
                 order by c.id limit 20""", actor.tenant(), actor.scope(), actor.scope(), of.warehouse(), of.seller(),
                of.subShopName(), of.shipTo().phone(), of.shipTo().name(), of.shipTo().street(), of.id());
    }

    boolean isSplit(Actor actor, ConsignmentId id) {
        return sql.one("select exists (select from consignment where tenant_id = ? and split_from = ?) as split",
                row -> row.flag("split"), actor.tenant(), id);
    }

    /** When its dealer accepted it, or would have as it began. */
    Instant acceptedAt(Actor actor, ConsignmentId id) {
        return sql.one("select coalesce(accepted_at, created_at) as at from consignment where tenant_id = ? and id = ?",
                row -> row.instant("at"), actor.tenant(), id);
    }

    void accepted(Actor actor, ConsignmentId id, Instant at) {
        sql.update("""
                update consignment set state = 'ACCEPTED', offer_deadline = null, accepted_at = ?, slip_stale = false, label_stale = false
                 where tenant_id = ? and id = ?""", at, actor.tenant(), id);
    }

    /** Where a consignment goes. @param offered whether a dealer was asked, be it that this counts as its yes */
    record Place(ConsignmentState state, WarehouseId warehouse, OrganisationId dealer, List<WarehouseId> declined,
                 int offers, Instant at, Instant deadline) {

        private Instant offeredAt() {
            return dealer == null ? null : at;
        }

        private Instant acceptedAt() {
            return state == ConsignmentState.ACCEPTED ? at : null;
        }
    }

    /** To another warehouse, or to none. */
    void moved(Actor actor, ConsignmentId id, Place to) {
        sql.update("""
                update consignment set state = ?, warehouse_id = ?::bigint, dealer_id = ?::bigint, declined = ?, offers = ?,
                       offered_at = ?::timestamptz, offer_deadline = ?::timestamptz, accepted_at = ?::timestamptz,
                       reminders = 0, slip_stale = false, label_stale = false
                 where tenant_id = ? and id = ?""",
                to.state(), to.warehouse(), to.dealer(), declined(to), to.offers(), to.offeredAt(), to.deadline(),
                to.acceptedAt(), actor.tenant(), id);
    }

    /** What is left in a consignment of which a part went its own way, or what was put in another's stead. */
    void filled(Actor actor, ConsignmentId id, List<Consignment.Line> lines, Money freight) {
        sql.update("delete from consignment_line where tenant_id = ? and consignment_id = ?", actor.tenant(), id);
        sql.update("""
                with lines as (
                    insert into consignment_line (tenant_id, consignment_id, no, order_line, variant_id, sku, title, quantity,
                                                  supply_minor)
                    select ?, ?, l.no, l.order_line, l.variant, l.sku, l.title, l.quantity, l.supply
                      from unnest(?, ?, ?, ?, ?, ?, ?) l(no, order_line, variant, sku, title, quantity, supply))
                update consignment set freight_minor = ?, pieces = ? where tenant_id = ? and id = ?""",
                values(lines, new Object[] {actor.tenant(), id}, freight.minor(), pieces(lines), actor.tenant(), id));
    }

    /** A part of a consignment as one of its own: of the same order to the same buyer, with the lines given. */
    ConsignmentId branch(Actor actor, ConsignmentId from, String code, Place at, List<Consignment.Line> lines,
                         Money freight) {
        return sql.one("""
                with fresh as (
                    insert into consignment (tenant_id, id, code, order_code, seller_id, sub_shop_name, ship_to, remark, gift,
                                             ship_by, warehouse_id, dealer_id, state, declined, offers, offered_at,
                                             offer_deadline, accepted_at, freight_minor, currency, dealer_supply, pieces,
                                             created_at, split_from)
                    select c.tenant_id, nextval('consignment_seq'), ?, c.order_code, c.seller_id, c.sub_shop_name, c.ship_to,
                           c.remark, c.gift, c.ship_by, ?::bigint, ?::bigint, ?, ?, ?, ?::timestamptz, ?::timestamptz,
                           ?::timestamptz, ?, c.currency, c.dealer_supply, ?, ?::timestamptz, c.id
                      from consignment c where c.tenant_id = ? and c.id = ?
                    returning id),
                lines as (
                    insert into consignment_line (tenant_id, consignment_id, no, order_line, variant_id, sku, title, quantity,
                                                  supply_minor)
                    select ?, f.id, l.no, l.order_line, l.variant, l.sku, l.title, l.quantity, l.supply
                      from fresh f cross join unnest(?, ?, ?, ?, ?, ?, ?)
                           l(no, order_line, variant, sku, title, quantity, supply))
                select id from fresh""",
                row -> new ConsignmentId(row.number("id")),
                values(lines, new Object[] {code, at.warehouse(), at.dealer(), at.state(), declined(at), at.offers(),
                    at.offeredAt(), at.deadline(), at.acceptedAt(), freight.minor(), pieces(lines), at.at(),
                    actor.tenant(), from, actor.tenant()}));
    }

    private static Long[] declined(Place place) {
        return place.declined().stream().map(WarehouseId::value).toArray(Long[]::new);
    }

    /** What a statement takes that unnests lines: what stands before them, seven arrays, what follows. */
    private static Object[] values(List<Consignment.Line> lines, Object[] before, Object... after) {
        return Stream.of(Stream.of(before), Stream.<Object>of(
                lines.stream().map(Consignment.Line::no).toArray(Integer[]::new),
                lines.stream().map(Consignment.Line::orderLine).toArray(Integer[]::new),
                lines.stream().map(l -> l.variant().value()).toArray(Long[]::new),
                lines.stream().map(Consignment.Line::sku).toArray(String[]::new),
                lines.stream().map(Consignment.Line::title).toArray(String[]::new),
                lines.stream().map(Consignment.Line::quantity).toArray(Integer[]::new),
                lines.stream().map(l -> l.supplyTotal().minor()).toArray(Long[]::new)), Stream.of(after))
                .flatMap(s -> s).toArray();
    }

    private static int pieces(List<Consignment.Line> lines) {
        return lines.stream().mapToInt(Consignment.Line::quantity).sum();
    }

    /** Of a held one that goes to its warehouse now. */
    void released(Actor actor, ConsignmentId id, ConsignmentState state, int offers, Instant offeredAt, Instant deadline) {
        sql.update("""
                update consignment set state = ?, offers = ?, offered_at = ?::timestamptz, offer_deadline = ?::timestamptz
                 where tenant_id = ? and id = ?""",
                state, offers, offeredAt, deadline, actor.tenant(), id);
    }

    /** Where it goes now, what is wished for, and its share of what that costs. */
    void readdressed(Actor actor, ConsignmentId id, Address to, String remark, String gift, Money freight) {
        sql.update("""
                update consignment set ship_to = ?::jsonb, remark = ?, gift = ?, freight_minor = ?
                 where tenant_id = ? and id = ?""",
                Json.of(to), text(remark), text(gift), freight.minor(), actor.tenant(), id);
    }

    /** It goes elsewhere than before; whoever has it on the table has papers for the place before. */
    void elsewhere(Actor actor, ConsignmentId id, Instant at) {
        sql.update("""
                update consignment set readdressed_at = ?, slip_stale = slip_stale or state in ('ACCEPTED', 'PACKED'),
                       label_stale = label_stale or state in ('ACCEPTED', 'PACKED')
                 where tenant_id = ? and id = ?""", at, actor.tenant(), id);
    }

    /** A slip, or a label, says the address of today now. */
    void printed(Actor actor, Collection<ConsignmentId> ids, boolean slip, boolean label) {
        sql.update("""
                update consignment set slip_stale = slip_stale and not ?, label_stale = label_stale and not ?
                 where tenant_id = ? and id = any (?) and (slip_stale or label_stale)""",
                slip, label, actor.tenant(), ids.stream().map(ConsignmentId::value).toArray(Long[]::new));
    }

    private List<Full> read(Actor actor, String statement, Object... values) {
        List<Full> heads = sql.list(statement, ConsignmentRows::full, values);
        if (heads.isEmpty()) {
            return heads;
        }
        Long[] ids = heads.stream().map(h -> h.consignment().id().value()).toArray(Long[]::new);
        Map<Long, List<Consignment.Line>> lines = new HashMap<>();
        sql.each("""
                select consignment_id, no, order_line, variant_id, sku, title, quantity, supply_minor, ?::char(3) as currency
                  from consignment_line
                 where tenant_id = ? and consignment_id = any (?) order by consignment_id, no""", 0,
                row -> lines.computeIfAbsent(row.number("consignment_id"), id -> new ArrayList<>()).add(
                        new Consignment.Line(row.integer("no"), row.integer("order_line"),
                                new VariantId(row.number("variant_id")), row.text("sku"), row.text("title"),
                                row.integer("quantity"), row.money("supply"))),
                // a tenant trades in one currency
                heads.get(0).consignment().freight().currency(), actor.tenant(), ids);
        Map<Long, List<Consignment.Parcel>> parcels = new HashMap<>();
        if (heads.stream().anyMatch(h -> h.consignment().shippedAt() != null)) {
            sql.each("""
                    select consignment_id, carrier, number, grams from consignment_parcel
                     where tenant_id = ? and consignment_id = any (?) order by consignment_id, no""", 0,
                    row -> parcels.computeIfAbsent(row.number("consignment_id"), id -> new ArrayList<>()).add(
                            new Consignment.Parcel(row.text("carrier"), row.text("number"), row.integer("grams"))),
                    actor.tenant(), ids);
        }
        return heads.stream().map(h -> {
            long id = h.consignment().id().value();
            return new Full(h.consignment().with(lines.getOrDefault(id, List.of()),
                    parcels.getOrDefault(id, List.of())), h.declined(), h.dealerSupply());
        }).toList();
    }

    private static List<Consignment> seen(Actor actor, List<Full> rows) {
        return rows.stream().map(Full::consignment).map(c -> actor.sees(c.seller()) ? c
                : c.state().living() ? c.withoutMoney() : c.withoutMoney().withoutBuyer()).toList();
    }

    private static Full full(Row row) {
        Consignment head = new Consignment(new ConsignmentId(row.number("id")), row.text("code"),
                row.text("order_code"), new OrganisationId(row.number("seller_id")), row.text("sub_shop_name"),
                row.json("ship_to").as(Address.class), row.text("remark"), row.text("gift"), row.instant("ship_by"),
                row.numberOrNull("warehouse_id") == null ? null : new WarehouseId(row.number("warehouse_id")),
                row.numberOrNull("dealer_id") == null ? null : new OrganisationId(row.number("dealer_id")),
                row.oneOf(ConsignmentState.class, "state"), row.instant("offered_at"), row.instant("offer_deadline"),
                row.integer("offers"), row.money("freight"), row.instant("created_at"), row.instant("shipped_at"),
                row.instant("delivered_at"), row.text("split_from"), row.instant("readdressed_at") == null ? null
                        : new Consignment.Readdressed(row.instant("readdressed_at"), row.flag("slip_stale"), row.flag("label_stale")),
                List.of(), List.of());
        return new Full(head, row.numbers("declined").stream().map(WarehouseId::new).toList(),
                row.json("dealer_supply").asListOf(NewConsignments.DealerSupply.class));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
