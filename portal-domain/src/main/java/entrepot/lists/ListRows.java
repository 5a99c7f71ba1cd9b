package entrepot.lists;

import entrepot.ordering.PlaceOrder;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.PersonId;
import entrepot.kernel.SubShopId;
import entrepot.kernel.UserId;
import entrepot.lists.ShippingList.Outcome;
import entrepot.lists.ShippingList.State;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The SQL of shipping lists. */
@ApplicationScoped
class ListRows {

    private static final String LIST = """
            select l.id, l.code, l.organisation_id, l.sub_shop_id, l.sub_shop_code, l.file_code, l.file_name, l.format,
                   l.encoding, l.delimiter, l.state, l.uploaded_by, l.user_id, l.person_id, l.uploaded_at, l.placing_at,
                   l.done_at, o.ready, o.bad, o.left_out, o.placed, o.refused, o.total_minor, o.currency
              from shipping_list l
              cross join lateral (
                select count(*) filter (where outcome = 'READY') as ready, count(*) filter (where outcome = 'BAD') as bad,
                       count(*) filter (where outcome = 'LEFT_OUT') as left_out,
                       count(*) filter (where outcome = 'PLACED') as placed,
                       count(*) filter (where outcome = 'REFUSED') as refused,
                       (sum(total_minor) filter (where outcome = 'READY'))::bigint as total_minor, max(currency) as currency
                  from shipping_list_order o where o.tenant_id = l.tenant_id and o.list_id = l.id) o
             where l.tenant_id = ?
            """;

    @Inject
    private Sql sql;

    /** A list with what only this package needs to know of it. */
    record Kept(long id, ShippingList list, SubShopId subShop, String fileCode, UserId user, PersonId person) {
    }

    /** An order of a file as it is written. */
    record Checked(ListedOrder order, PlaceOrder command) {
    }

    /** An order whose turn it is. */
    record Next(long listId, int no, long firstRow, PlaceOrder command) {
    }

    /** Writes a list and all its orders in two statements. */
    void insert(Actor actor, ShippingList list, SubShopId subShop, String fileCode, List<Checked> orders) {
        long id = sql.one("""
                insert into shipping_list (tenant_id, id, code, organisation_id, sub_shop_id, sub_shop_code, file_code,
                    file_name, format, encoding, delimiter, state, uploaded_by, user_id, person_id, uploaded_at)
                values (?, nextval('shipping_list_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""",
                row -> row.number("id"),
                actor.tenant(), list.code(), list.organisation(), subShop, list.subShopCode(), fileCode,
                list.fileName(), list.format(), list.encoding(), list.delimiter(), list.state(), list.uploadedBy(),
                actor.user() == null ? null : actor.user().value(),
                actor.person() == null ? null : actor.person().value(), list.uploadedAt());
        sql.update("""
                insert into shipping_list_order (tenant_id, list_id, no, outside_number, receiver, place, pieces, rows,
                    command, total_minor, currency, outcome, faults, order_code)
                select ?, ?, o.no, o.outside_number, o.receiver, o.place, o.pieces, o.rows::jsonb, o.command::jsonb,
                       o.total, o.currency, o.outcome, o.faults::jsonb, o.order_code
                  from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as o (no, outside_number, receiver, place, pieces,
                       rows, command, total, currency, outcome, faults, order_code)""",
                actor.tenant(), id,
                orders.stream().map(o -> o.order().no()).toArray(Integer[]::new),
                texts(orders, o -> o.order().outsideNumber()),
                texts(orders, o -> o.order().receiver()),
                texts(orders, o -> o.order().place()),
                orders.stream().map(o -> o.order().pieces()).toArray(Integer[]::new),
                texts(orders, o -> Json.of(o.order().rows()).text()),
                texts(orders, o -> o.command() == null ? null : Json.of(o.command()).text()),
                orders.stream().map(o -> o.order().total() == null ? null : o.order().total().minor())
                        .toArray(Long[]::new),
                texts(orders, o -> o.order().total() == null ? null : o.order().total().currency()),
                texts(orders, o -> o.order().outcome().name()),
                texts(orders, o -> Json.of(o.order().faults()).text()),
                texts(orders, o -> o.order().orderCode()));
    }

    Optional<Kept> find(Actor actor, String code, boolean locked) {
        return sql.first(LIST + " and l.code = ? and (?::bigint is null or l.organisation_id = ?)"
                        + (locked ? " for update of l" : ""),
                ListRows::kept, actor.tenant(), code, actor.scope(), actor.scope());
    }

    List<ShippingList> page(Actor actor, String after, int limit) {
        return sql.list(LIST + """
                 and (?::bigint is null or l.organisation_id = ?)
                 and (?::text is null or l.id < (select a.id from shipping_list a where a.tenant_id = ? and a.code = ?))
                 order by l.id desc limit ?""",
                row -> kept(row).list(),
                actor.tenant(), actor.scope(), actor.scope(), after, actor.tenant(), after, limit);
    }

    List<ListedOrder> orders(Actor actor, long list, Set<Outcome> outcomes, int after, int limit) {
        return sql.list("""
                select no, rows::text as rows, outside_number, receiver, place, pieces, total_minor, currency, outcome,
                       faults::text as faults, order_code
                  from shipping_list_order
                 where tenant_id = ? and list_id = ? and no > ? and outcome = any(?) order by no limit ?""",
                ListRows::order, actor.tenant(), list, after,
                outcomes.stream().map(Enum::name).toArray(String[]::new), limit);
    }

    ShippingLists.Waiting waiting(Actor actor, Instant since) {
        return sql.one("""
                select count(*) as n, min(l.uploaded_at) as oldest from shipping_list l
                 where l.tenant_id = ? and (?::bigint is null or l.organisation_id = ?) and l.uploaded_at > ?
                   and (l.state = 'CHECKED' or l.state = 'DONE' and exists (
                       select from shipping_list_order o where o.tenant_id = l.tenant_id and o.list_id = l.id
                          and o.outcome = 'REFUSED'))""",
                row -> new ShippingLists.Waiting(row.number("n"), row.instant("oldest")),
                actor.tenant(), actor.scope(), actor.scope(), since);
    }

    void move(Actor actor, long list, State to, Instant placingAt, Instant doneAt) {
        sql.update("update shipping_list set state = ?, placing_at = ?, done_at = ? where tenant_id = ? and id = ?",
                to, placingAt, doneAt, actor.tenant(), list);
    }

    /** What could not be placed gets another turn. */
    void again(Actor actor, long list) {
        sql.update("""
                update shipping_list_order set outcome = 'READY' where tenant_id = ? and list_id = ?
                   and outcome = 'REFUSED'""", actor.tenant(), list);
    }

    /** The list that has been waiting longest for its turn; taken by one worker only. */
    Optional<Kept> nextPlacing(Actor system) {
        return sql.first(LIST + " and l.state = 'PLACING' order by l.placing_at, l.id limit 1 for update of l skip locked",
                ListRows::kept, system.tenant());
    }

    Optional<Next> nextOrder(Actor system, long list) {
        return sql.first("""
                select list_id, no, rows::text as rows, command::text as command from shipping_list_order
                 where tenant_id = ? and list_id = ? and outcome = 'READY' order by no limit 1""",
                row -> new Next(row.number("list_id"), row.integer("no"),
                        row.json("rows").asListOf(Long.class).get(0), row.json("command").as(PlaceOrder.class)),
                system.tenant(), list);
    }

    void placed(Actor system, Next next, String orderCode) {
        sql.update("""
                update shipping_list_order set outcome = 'PLACED', order_code = ?
                 where tenant_id = ? and list_id = ? and no = ?""", orderCode, system.tenant(), next.listId(), next.no());
    }

    void refused(Actor system, Next next, Fault fault) {
        sql.update("""
                update shipping_list_order set outcome = 'REFUSED', faults = ?
                 where tenant_id = ? and list_id = ? and no = ?""",
                Json.of(List.of(fault)), system.tenant(), next.listId(), next.no());
    }

    private static Kept kept(Row row) {
        Long total = row.numberOrNull("total_minor");
        ShippingList list = new ShippingList(row.text("code"), new OrganisationId(row.number("organisation_id")),
                row.text("sub_shop_code"), row.text("file_name"), row.oneOf(ShippingList.Format.class, "format"),
                row.text("encoding"), row.text("delimiter"), row.oneOf(State.class, "state"), row.text("uploaded_by"),
                row.instant("uploaded_at"), row.instant("placing_at"), row.instant("done_at"), (int) row.number("ready"),
                (int) row.number("bad"), (int) row.number("left_out"), (int) row.number("placed"), (int) row.number("refused"),
                total == null ? null : row.money("total"));
        Long user = row.numberOrNull("user_id");
        Long person = row.numberOrNull("person_id");
        return new Kept(row.number("id"), list, new SubShopId(row.number("sub_shop_id")), row.text("file_code"),
                user == null ? null : new UserId(user), person == null ? null : new PersonId(person));
    }

    private static ListedOrder order(Row row) {
        return new ListedOrder(row.integer("no"), row.json("rows").asListOf(Long.class), row.text("outside_number"),
                row.text("receiver"), row.text("place"), row.integer("pieces"),
                row.numberOrNull("total_minor") == null ? null : row.money("total"), row.oneOf(Outcome.class, "outcome"),
                row.json("faults").asListOf(Fault.class), row.text("order_code"));
    }

    private static String[] texts(List<Checked> orders, java.util.function.Function<Checked, String> of) {
        return orders.stream().map(of).toArray(String[]::new);
    }
}
