package entrepot.lists;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.PersonId;
import entrepot.kernel.SubShopId;
import entrepot.kernel.UserId;
import entrepot.lists.ListReader.Place;
import entrepot.lists.ShippingList.Format;
import entrepot.lists.ShippingList.Outcome;
import entrepot.lists.ShippingList.State;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The SQL of shipping lists. */
@ApplicationScoped
class ListRows {

    /** What stays as it is when a list is checked again. */
    static final Set<Outcome> SETTLED = EnumSet.of(Outcome.PLACED, Outcome.WAITING_FUNDS);

    /** What became of an order; one that waited for money is placed once it has gone on. */
    private static final String OUTCOME = """
            case when o.outcome = 'WAITING_FUNDS' and exists (select from published_order p
                       where p.tenant_id = o.tenant_id and p.code = o.order_code and p.state <> 'WAITING_FUNDS')
                 then 'PLACED' else o.outcome end""";

    private static final String LIST = """
            select l.id, l.code, l.organisation_id, l.sub_shop_id, l.sub_shop_code, l.file_name, l.format,
                   l.encoding, l.delimiter, l.state, l.uploaded_by, l.user_id, l.person_id, l.uploaded_at, l.placing_at,
                   l.done_at, l.checked_at, o.outcomes, o.counts, o.total_minor, o.currency
              from shipping_list l
              cross join lateral (
                select coalesce(array_agg(outcome), '{}') as outcomes, coalesce(array_agg(n), '{}') as counts,
                       (sum(total) filter (where outcome = 'READY'))::bigint as total_minor, max(currency) as currency
                  from (select %s as outcome, count(*) as n, sum(total_minor) as total, max(currency) as currency
                          from shipping_list_order o where o.tenant_id = l.tenant_id and o.list_id = l.id
                         group by 1) each) o
             where l.tenant_id = ?
            """.formatted(OUTCOME);

    @Inject
    private Sql sql;

    /** A list with what only this package needs to know of it. */
    record Kept(long id, ShippingList list, SubShopId subShop, UserId user, PersonId person) {
    }

    /** A file of a list, as it was read. */
    record ListedFile(int no, String code, String name, String sha256, Format format, String encoding, String delimiter) {
    }

    /** An order of the files as it is written. */
    record Checked(ListedOrder order, PlaceOrder command, List<Unmapped> unmapped) {
    }

    /** A line that neither a SKU nor an alias explains. */
    record Unmapped(String item, String spec, String itemCode, int pieces) {
    }

    /** An order whose turn it is. */
    record Next(int no, long firstRow, Money total, PlaceOrder command) {
    }

    /** Writes a list and says its inner id. */
    long insert(Actor actor, ShippingList list, SubShopId subShop, String fileCode) {
        return sql.one("""
                insert into shipping_list (tenant_id, id, code, organisation_id, sub_shop_id, sub_shop_code, file_code,
                    file_name, format, encoding, delimiter, state, uploaded_by, user_id, person_id, uploaded_at)
                values (?, nextval('shipping_list_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""",
                row -> row.number("id"),
                actor.tenant(), list.code(), list.organisation(), subShop, list.subShopCode(), fileCode,
                list.fileName(), list.format(), list.encoding(), list.delimiter(), list.state(), list.uploadedBy(),
                actor.user() == null ? null : actor.user().value(),
                actor.person() == null ? null : actor.person().value(), list.uploadedAt());
    }

    void addFile(Actor actor, long list, ListedFile file) {
        sql.update("""
                insert into shipping_list_file (tenant_id, list_id, no, file_code, file_name, sha256, format, encoding, delimiter)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", actor.tenant(), list, file.no(), file.code(), file.name(), file.sha256(),
                file.format(), file.encoding(), file.delimiter());
    }

    List<ListedFile> files(Actor actor, long list) {
        return sql.list("""
                select no, file_code, file_name, sha256, format, encoding, delimiter from shipping_list_file
                 where tenant_id = ? and list_id = ? order by no""",
                row -> new ListedFile(row.integer("no"), row.text("file_code"), row.text("file_name"), row.text("sha256"),
                        row.oneOf(Format.class, "format"), row.text("encoding"), row.text("delimiter")), actor.tenant(), list);
    }

    /** A file as it is read from now on; the list shows what its first file is. */
    void readAs(Actor actor, long list, int no, Format format, String encoding, String delimiter) {
        sql.update("""
                update shipping_list_file set format = ?, encoding = ?, delimiter = ?
                 where tenant_id = ? and list_id = ? and no = ?""", format, encoding, delimiter, actor.tenant(), list, no);
        if (no == 1) {
            sql.update("update shipping_list set format = ?, encoding = ?, delimiter = ? where tenant_id = ? and id = ?",
                    format, encoding, delimiter, actor.tenant(), list);
        }
    }

    /** An earlier list of the sub-shop that brought the very same file; empty where there is none. */
    Optional<String> twin(Actor actor, Kept kept) {
        return sql.first("""
                select l.code from shipping_list_file mine
                  join shipping_list_file other on other.tenant_id = mine.tenant_id and other.sha256 = mine.sha256
                   and other.list_id < mine.list_id
                  join shipping_list l on l.tenant_id = other.tenant_id and l.id = other.list_id
                 where mine.tenant_id = ? and mine.list_id = ? and mine.format <> 'ADDRESSES' and l.sub_shop_id = ? and l.state <> 'DISCARDED'
                 order by l.id desc limit 1""", row -> row.text("code"), actor.tenant(), kept.id(), kept.subShop());
    }

    Map<Place, String> fixes(Actor actor, long list) {
        Map<Place, String> fixes = new HashMap<>();
        sql.each("select row, field, value from shipping_list_fix where tenant_id = ? and list_id = ?", 1000, row ->
                fixes.put(new Place(row.number("row"), row.oneOf(Field.class, "field")), row.text("value")), actor.tenant(), list);
        return fixes;
    }

    /** Other lists of the sub-shop from which orders were placed after somebody had corrected their cells; the newest first. */
    List<Kept> corrected(Actor actor, Kept but, List<String> numbers, int limit) {
        return sql.list(LIST + """
                 and l.sub_shop_id = ? and l.id <> ? and exists (
                     select from shipping_list_fix f
                       join shipping_list_order o on o.tenant_id = f.tenant_id and o.list_id = f.list_id and o.outcome = 'PLACED'
                        and o.rows @> to_jsonb(f.row) and o.outside_number = any(?)
                      where f.tenant_id = l.tenant_id and f.list_id = l.id)
                 order by l.id desc limit ?""", ListRows::kept,
                actor.tenant(), but.subShop(), but.id(), numbers.toArray(String[]::new), limit);
    }

    void fix(Actor actor, long list, Place place, String value, Instant at) {
        sql.update("""
                insert into shipping_list_fix (tenant_id, list_id, row, field, value, by_name, at) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, list_id, row, field)
                do update set value = excluded.value, by_name = excluded.by_name, at = excluded.at""",
                actor.tenant(), list, place.row(), place.field(), value, actor.name(), at);
    }

    /** Puts what a check found in place of what the one before found; what was placed meanwhile stays. */
    void replace(Actor actor, Kept kept, List<Checked> found, Instant at) {
        long list = kept.id();
        Map<String, Integer> settled = new HashMap<>();
        sql.each("select no, outside_number from shipping_list_order where tenant_id = ? and list_id = ? and outcome = any(?)",
                1000, row -> settled.put(row.text("outside_number"), row.integer("no")), actor.tenant(), list, names(SETTLED));
        sql.update("delete from shipping_list_unmapped where tenant_id = ? and list_id = ?", actor.tenant(), list);
        sql.update("delete from shipping_list_order where tenant_id = ? and list_id = ? and outcome <> all(?)",
                actor.tenant(), list, names(SETTLED));
        List<Checked> orders = new ArrayList<>(found);
        orders.removeIf(o -> settled.containsKey(o.order().outsideNumber()));
        Set<Integer> taken = Set.copyOf(settled.values());
        int more = found.size() + settled.size();
        Integer[] no = new Integer[orders.size()];
        for (int i = 0; i < no.length; i++) {
            no[i] = taken.contains(orders.get(i).order().no()) ? Integer.valueOf(++more) : Integer.valueOf(orders.get(i).order().no());
        }
        sql.update("""
                insert into shipping_list_order (tenant_id, list_id, no, outside_number, receiver, place, pieces, rows,
                    command, total_minor, currency, outcome, faults, order_code, ship_by)
                select ?, ?, o.no, o.outside_number, o.receiver, o.place, o.pieces, o.rows::jsonb, o.command::jsonb,
                       o.total, o.currency, o.outcome, o.faults::jsonb, o.order_code, o.ship_by
                  from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz[]) as o (no, outside_number, receiver, place,
                       pieces, rows, command, total, currency, outcome, faults, order_code, ship_by)""",
                actor.tenant(), list, no,
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
                texts(orders, o -> o.order().orderCode()),
                texts(orders, o -> o.order().shipBy() == null ? null : o.order().shipBy().toString()));
        unmapped(actor, kept, orders, no);
        sql.update("update shipping_list set checked_at = ? where tenant_id = ? and id = ?", at, actor.tenant(), list);
    }

    private void unmapped(Actor actor, Kept kept, List<Checked> orders, Integer[] no) {
        List<Integer> at = new ArrayList<>();
        List<Integer> line = new ArrayList<>();
        List<Unmapped> lines = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            List<Unmapped> of = orders.get(i).unmapped();
            for (int j = 0; j < of.size(); j++) {
                at.add(no[i]);
                line.add(j + 1);
                lines.add(of.get(j));
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        sql.update("""
                insert into shipping_list_unmapped (tenant_id, list_id, no, line, sub_shop_id, key, item, spec, item_code, pieces)
                select ?, ?, u.no, u.line, ?, u.key, u.item, u.spec, u.item_code, u.pieces
                  from unnest(?, ?, ?, ?, ?, ?, ?) as u (no, line, key, item, spec, item_code, pieces)""",
                actor.tenant(), kept.id(), kept.subShop(), at.toArray(Integer[]::new), line.toArray(Integer[]::new),
                lines.stream().map(u -> Alias.key(u.item(), u.spec(), u.itemCode())).toArray(String[]::new),
                lines.stream().map(Unmapped::item).toArray(String[]::new),
                lines.stream().map(Unmapped::spec).toArray(String[]::new),
                lines.stream().map(Unmapped::itemCode).toArray(String[]::new),
                lines.stream().map(Unmapped::pieces).toArray(Integer[]::new));
    }

    /** What waits for an alias in all lists of a sub-shop, most wanted first. */
    List<UnmappedItem> unmapped(Actor actor, SubShopId shop, int limit) {
        return sql.list("""
                select u.key, min(u.item) as item, min(u.spec) as spec, min(u.item_code) as item_code,
                       count(distinct (u.list_id, u.no)) as orders, sum(u.pieces)::bigint as pieces, min(l.uploaded_at) as since
                  from shipping_list_unmapped u
                  join shipping_list l on l.tenant_id = u.tenant_id and l.id = u.list_id
                 where u.tenant_id = ? and u.sub_shop_id = ? and l.state <> 'DISCARDED'
                 group by u.key order by orders desc, u.key limit ?""",
                row -> new UnmappedItem(row.text("key"), row.text("item"), row.text("spec"), row.text("item_code"),
                        (int) row.number("orders"), (int) row.number("pieces"), row.instant("since")),
                actor.tenant(), shop, limit);
    }

    /** How many things wait for an alias, by the sub-shop's code. */
    Map<String, Long> unmapped(Actor actor) {
        Map<String, Long> waiting = new HashMap<>();
        sql.each("""
                select l.sub_shop_code, count(distinct u.key) as n from shipping_list_unmapped u
                  join shipping_list l on l.tenant_id = u.tenant_id and l.id = u.list_id
                 where u.tenant_id = ? and l.state <> 'DISCARDED' and (?::bigint is null or l.organisation_id = ?)
                 group by 1""", 1000, row -> waiting.put(row.text("sub_shop_code"), row.number("n")),
                actor.tenant(), actor.scope(), actor.scope());
        return waiting;
    }

    /** Lists of a sub-shop that may look better when they are checked again: something waits in them. */
    List<Kept> waitingIn(Actor actor, SubShopId shop, int limit) {
        return sql.list(LIST + """
                 and l.sub_shop_id = ? and l.state in ('CHECKED', 'DONE')
                 and exists (select from shipping_list_order w where w.tenant_id = l.tenant_id and w.list_id = l.id
                                and w.outcome in ('BAD', 'WAITING_LABEL'))
                 order by l.id desc limit ?""", ListRows::kept, actor.tenant(), shop, limit);
    }

    /** The newest list of a sub-shop that is not placed yet. */
    Optional<Kept> newestChecked(Actor actor, SubShopId shop, Instant since) {
        return sql.first(LIST + """
                 and l.sub_shop_id = ? and l.state in ('CHECKED', 'DONE') and l.uploaded_at > ?
                 order by l.id desc limit 1""", ListRows::kept, actor.tenant(), shop, since);
    }

    /** Which of the numbers stand in which lists of a sub-shop and are not placed, by the list's code; at most so many as are examined together. */
    Map<String, List<String>> holding(Actor actor, SubShopId shop, Set<String> numbers) {
        Map<String, List<String>> holding = new HashMap<>();
        sql.each("""
                select l.code, array_agg(o.outside_number) as numbers from shipping_list_order o
                  join shipping_list l on l.tenant_id = o.tenant_id and l.id = o.list_id
                 where o.tenant_id = ? and l.sub_shop_id = ? and l.state in ('CHECKED', 'DONE') and o.outside_number = any(?)
                   and o.outcome in ('WAITING_LABEL', 'BAD', 'READY', 'REFUSED')
                 group by l.id, l.code order by l.id desc limit ?""", 1000,
                row -> holding.put(row.text("code"), row.texts("numbers")), actor.tenant(), shop, numbers.toArray(String[]::new),
                Doctor.TOGETHER_MAX);
        return holding;
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
                select o.no, o.rows::text as rows, o.outside_number, o.receiver, o.place, o.pieces, o.total_minor, o.currency,
                       %s as outcome, o.faults::text as faults, o.order_code, o.ship_by
                  from shipping_list_order o
                 where o.tenant_id = ? and o.list_id = ? and o.no > ? and o.outcome = any(?) order by o.no limit ?"""
                        .formatted(OUTCOME),
                ListRows::order, actor.tenant(), list, after, names(outcomes), limit);
    }

    Optional<ListedOrder> order(Actor actor, long list, int no) {
        return orders(actor, list, EnumSet.allOf(Outcome.class), no - 1, 1).stream().filter(o -> o.no() == no).findFirst();
    }

    /** What an order of the file would be placed as. */
    Optional<PlaceOrder> command(Actor actor, long list, int no) {
        return sql.first("""
                select command::text as command from shipping_list_order
                 where tenant_id = ? and list_id = ? and no = ? and command is not null""",
                row -> row.json("command").as(PlaceOrder.class), actor.tenant(), list, no);
    }

    /** What the ready orders cost, in the order in which they would be placed: for saying how far the money goes. */
    List<Money> readyTotals(Actor actor, long list) {
        return sql.list("""
                select total_minor, currency from shipping_list_order
                 where tenant_id = ? and list_id = ? and outcome = 'READY' and total_minor is not null order by ship_by, no""",
                row -> row.money("total"), actor.tenant(), list);
    }

    ShippingLists.Waiting waiting(Actor actor, Instant since) {
        return sql.one("""
                select count(*) as n, min(l.uploaded_at) as oldest from shipping_list l
                 where l.tenant_id = ? and (?::bigint is null or l.organisation_id = ?) and l.uploaded_at > ?
                   and (l.state in ('CHECKED', 'MAPPING') or l.state = 'DONE' and exists (
                       select from shipping_list_order o where o.tenant_id = l.tenant_id and o.list_id = l.id
                          and o.outcome in ('REFUSED', 'PRICE_CHANGED', 'DIFFERS', 'READY')))""",
                row -> new ShippingLists.Waiting(row.number("n"), row.instant("oldest")),
                actor.tenant(), actor.scope(), actor.scope(), since);
    }

    void move(Actor actor, long list, State to, Instant placingAt, Instant doneAt) {
        sql.update("update shipping_list set state = ?, placing_at = ?, done_at = ? where tenant_id = ? and id = ?",
                to, placingAt, doneAt, actor.tenant(), list);
    }

    /** What could not be placed, or became dearer, gets another turn. */
    void again(Actor actor, long list) {
        sql.update("""
                update shipping_list_order set outcome = 'READY', faults = '[]' where tenant_id = ? and list_id = ?
                   and outcome in ('REFUSED', 'PRICE_CHANGED')""", actor.tenant(), list);
    }

    /** The list that was longest without a turn; taken by one worker only. */
    Optional<Kept> nextPlacing(Actor system) {
        return sql.first(LIST + """
                 and l.state = 'PLACING' and (l.next_at is null or l.next_at <= clock_timestamp()) order by l.served_at nulls first, l.placing_at, l.id limit 1
                 for update of l skip locked""", ListRows::kept, system.tenant());
    }

    /** The orders whose turn it is: what has to leave first goes first. */
    List<Next> nextOrders(Actor system, long list, int most) {
        return sql.list("""
                select no, rows::text as rows, total_minor, currency, command::text as command from shipping_list_order
                 where tenant_id = ? and list_id = ? and outcome = 'READY' order by ship_by, no limit ?""",
                row -> new Next(row.integer("no"), row.json("rows").asListOf(Long.class).get(0),
                        row.numberOrNull("total_minor") == null ? null : row.money("total"),
                        row.json("command").as(PlaceOrder.class)),
                system.tenant(), list, most);
    }

    void served(Actor system, long list) {
        sql.update("""
                update shipping_list set served_at = clock_timestamp(), failures = 0, failure = null, next_at = null
                 where tenant_id = ? and id = ?""", system.tenant(), list);
    }

    /** Its turn failed: the next one comes later each time, after an hour at most. */
    void stepBack(Actor system, long list, Fault why) {
        sql.update("""
                update shipping_list
                   set served_at = clock_timestamp(), failures = failures + 1, failure = ?::jsonb,
                       next_at = clock_timestamp() + least(interval '1 hour', interval '10 seconds' * power(3, least(failures, 10)))
                 where tenant_id = ? and id = ?""", Json.of(why), system.tenant(), list);
    }

    /** What made its last turn fail; empty where it did not. */
    Optional<ShippingLists.Trouble> trouble(Actor actor, long list) {
        return sql.first("""
                select failures, failure::text as failure, next_at from shipping_list
                 where tenant_id = ? and id = ? and state = 'PLACING' and failures > 0""",
                row -> new ShippingLists.Trouble(row.integer("failures"), row.json("failure").as(Fault.class), row.instant("next_at")),
                actor.tenant(), list);
    }

    /** Writes what became of a chunk in one statement. */
    void settle(Actor system, long list, List<Settled> settled) {
        sql.update("""
                update shipping_list_order o
                   set outcome = s.outcome, order_code = coalesce(s.order_code, o.order_code),
                       faults = coalesce(s.faults::jsonb, o.faults), total_minor = coalesce(s.total, o.total_minor)
                  from unnest(?, ?, ?, ?, ?) as s (no, outcome, order_code, faults, total)
                 where o.tenant_id = ? and o.list_id = ? and o.no = s.no""",
                settled.stream().map(Settled::no).toArray(Integer[]::new),
                settled.stream().map(s -> s.outcome().name()).toArray(String[]::new),
                settled.stream().map(Settled::orderCode).toArray(String[]::new),
                settled.stream().map(s -> s.fault() == null ? null : Json.of(List.of(s.fault())).text()).toArray(String[]::new),
                settled.stream().map(s -> s.total() == null ? null : s.total().minor()).toArray(Long[]::new),
                system.tenant(), list);
    }

    /** What became of an order that had its turn. */
    record Settled(int no, Outcome outcome, String orderCode, Fault fault, Money total) {
    }

    /** An order of the file that was followed up: cancelled or changed as the file says. */
    void followed(Actor actor, long list, int no) {
        sql.update("update shipping_list_order set outcome = 'LEFT_OUT' where tenant_id = ? and list_id = ? and no = ?",
                actor.tenant(), list, no);
    }

    private static Kept kept(Row row) {
        Long total = row.numberOrNull("total_minor");
        List<String> outcomes = row.texts("outcomes");
        List<Long> numbers = row.numbers("counts");
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (int i = 0; i < outcomes.size(); i++) {
            counts.put(Outcome.valueOf(outcomes.get(i)), numbers.get(i).intValue());
        }
        ShippingList list = new ShippingList(row.text("code"), new OrganisationId(row.number("organisation_id")),
                row.text("sub_shop_code"), row.text("file_name"), row.oneOf(Format.class, "format"),
                row.text("encoding"), row.text("delimiter"), row.oneOf(State.class, "state"), row.text("uploaded_by"),
                row.instant("uploaded_at"), row.instant("placing_at"), row.instant("done_at"), row.instant("checked_at"), counts,
                total == null ? null : row.money("total"));
        Long user = row.numberOrNull("user_id");
        Long person = row.numberOrNull("person_id");
        return new Kept(row.number("id"), list, new SubShopId(row.number("sub_shop_id")),
                user == null ? null : new UserId(user), person == null ? null : new PersonId(person));
    }

    private static ListedOrder order(Row row) {
        return new ListedOrder(row.integer("no"), row.json("rows").asListOf(Long.class), row.text("outside_number"),
                row.text("receiver"), row.text("place"), row.integer("pieces"),
                row.numberOrNull("total_minor") == null ? null : row.money("total"), row.oneOf(Outcome.class, "outcome"),
                row.json("faults").asListOf(Fault.class), row.text("order_code"), row.instant("ship_by"));
    }

    private static String[] names(Set<Outcome> outcomes) {
        return outcomes.stream().map(Enum::name).toArray(String[]::new);
    }

    private static String[] texts(List<Checked> orders, Function<Checked, String> of) {
        return orders.stream().map(of).toArray(String[]::new);
    }
}
