package entrepot.inventory;

import entrepot.catalog.CatalogProblem;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counting lists. A count notes beside each number what the books said at that moment and books the difference, so that what
 * comes and goes while others count stays right. A dealer's own goods are its own to book; headquarters' goods, wherever they
 * lie, need a second person.
 */
@ApplicationScoped
@UseCases
public class StockCounts {

    /** The kind of its proposals. */
    public static final String KIND = "stock-count";
    /** Piles on a list at most. */
    public static final int LINES_MAX = 5_000;
    private static final int LIST_MAX = 201;
    private static final String THING = "count";
    private static final String SELECT = """
            select c.id, c.code, c.warehouse_id, c.owner_id, c.own, c.category, c.note, c.state, c.proposal, c.by_name,
                   c.started_at, c.finished_at,
                   (select count(*) from stock_count_line l where l.tenant_id = c.tenant_id and l.count_id = c.id) as piles,
                   (select count(l.counted) from stock_count_line l where l.tenant_id = c.tenant_id and l.count_id = c.id) as done
              from stock_count c
             where c.tenant_id = ? and (?::bigint is null or exists (
                   select from warehouse w where w.tenant_id = c.tenant_id and w.id = c.warehouse_id and w.owner_id = ?))""";

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private Proposals proposals;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Variants variants;

    @Inject
    private Piles piles;

    @Inject
    private Idempotency idempotency;

    /** What a key remembers. */
    private record Written(String code) {
    }

    private record Head(long id, StockCount count, OrganisationId owner) {
    }

    /** What a proposal holds: the differences and no others. */
    record Content(String count, List<Difference> differences) {

        record Difference(long variantId, int pieces) {
        }
    }

    /**
     * Starts a list of what lies in a warehouse.
     *
     * @param own      whether the dealer's own goods are to be counted
     * @param category empty for all
     * @throws Problem COUNT_OPEN, TOO_MANY_LINES, STOCK_OWNER_INVALID, NOT_FOUND
     */
    @Requires(InventoryPermission.CHANGE)
    public StockCount start(Actor actor, String warehouse, boolean own, String category, String note) {
        Warehouse there = warehouses.byCode(actor, warehouse);
        OrganisationId owner = piles.owner(actor, there, own);
        String only = category == null ? "" : category.strip();
        // two that begin at once: the second waits, and finds the first one's list
        sql.alone("stock-count " + there.code());
        sql.first("""
                select code from stock_count where tenant_id = ? and warehouse_id = ? and owner_id = ?
                   and (category = ? or category = '' or ? = '') and state in ('COUNTING', 'SUBMITTED') limit 1""",
                row -> row.text("code"), actor.tenant(), there.id(), owner, only, only).ifPresent(open -> {
                    throw new Problem(InventoryProblem.COUNT_OPEN).with("code", open);
                });
        List<VariantId> all = sql.list("""
                select variant_id from stock where tenant_id = ? and warehouse_id = ? and owner_id = ?
                 order by variant_id limit ?""", row -> new VariantId(row.number("variant_id")), actor.tenant(), there.id(),
                owner, LINES_MAX + 1);
        if (!only.isEmpty()) {
            Map<VariantId, Variant> known = variants.byIds(actor, all);
            all = all.stream().filter(v -> only.equals(known.get(v).category())).toList();
        }
        if (all.size() > LINES_MAX) {
            throw new Problem(InventoryProblem.TOO_MANY_LINES).with("max", LINES_MAX);
        }
        String code = numbering.next("CNT");
        sql.update("""
                with list as (
                    insert into stock_count (tenant_id, id, code, warehouse_id, owner_id, own, category, note, state, by_name,
                                             by_person_id, started_at)
                    values (?, nextval('stock_count_seq'), ?, ?, ?, ?, ?, ?, 'COUNTING', ?, ?, ?) returning id)
                insert into stock_count_line (tenant_id, count_id, variant_id) select ?, list.id, v from list, unnest(?) v""",
                actor.tenant(), code, there.id(), owner, Piles.isOwn(there, owner), only, note == null ? "" : note.strip(),
                actor.name(), actor.person() == null ? null : actor.person().value(), clock.now(), actor.tenant(),
                all.stream().map(VariantId::value).toArray(Long[]::new));
        history.record(actor, THING, code, null, CountState.COUNTING, note);
        return get(actor, code);
    }

    /** Starts one once a key. @throws Problem as {@link #start(Actor, String, boolean, String, String)} */
    @Requires(InventoryPermission.CHANGE)
    public StockCount start(Actor actor, String warehouse, boolean own, String category, String note, String key) {
        record Command(String warehouse, boolean own, String category, String note) {
        }
        return get(actor, idempotency.once(actor, "stock-counts.start", key, new Command(warehouse, own, category, note), Written.class,
                () -> new Written(start(actor, warehouse, own, category, note).code())).code());
    }

    /** Headings of what can be counted by itself, as the goods in that warehouse have them. */
    @Requires(InventoryPermission.VIEW)
    public List<String> categories(Actor actor, String warehouse) {
        Warehouse there = warehouses.byCode(actor, warehouse);
        List<VariantId> all = sql.list("select distinct variant_id from stock where tenant_id = ? and warehouse_id = ? limit ?",
                row -> new VariantId(row.number("variant_id")), actor.tenant(), there.id(), LINES_MAX);
        return variants.byIds(actor, all).values().stream().map(Variant::category).filter(Objects::nonNull)
                .filter(c -> !c.isBlank()).distinct().sorted().toList();
    }

    /**
     * A scanner's click: one piece more of what was scanned.
     *
     * @param text a SKU or a barcode
     * @throws Problem SKU_UNKNOWN, ILLEGAL_TRANSITION once it is finished
     */
    @Requires(InventoryPermission.CHANGE)
    public StockCount.Line scan(Actor actor, String code, String text, int pieces) {
        Head head = counting(actor, code);
        Variant variant = piles.scanned(actor, text);
        note(actor, head, Map.of(variant.id(), Piles.checked(pieces)), true);
        return line(actor, head, variant);
    }

    /** What was counted of a pile, as a number. @throws Problem SKU_UNKNOWN, STOCK_QUANTITY_INVALID, ILLEGAL_TRANSITION */
    @Requires(InventoryPermission.CHANGE)
    public StockCount.Line set(Actor actor, String code, String text, int counted) {
        Stock.checkCount(counted, code);
        Head head = counting(actor, code);
        Variant variant = piles.scanned(actor, text);
        note(actor, head, Map.of(variant.id(), counted), false);
        return line(actor, head, variant);
    }

    /**
     * Many at once, as a file has them; a SKU that stands in it twice is added up.
     *
     * @throws Problem SKU_UNKNOWN naming the first, STOCK_QUANTITY_INVALID; nothing is noted then
     */
    @Requires(InventoryPermission.CHANGE)
    public StockCount setAll(Actor actor, String code, List<Pieces> counted) {
        Head head = counting(actor, code);
        if (counted.isEmpty()) {
            throw new Problem(InventoryProblem.NO_LINES);
        }
        if (counted.size() > LINES_MAX) {
            throw new Problem(InventoryProblem.TOO_MANY_LINES).with("max", LINES_MAX);
        }
        Map<String, Variant> known = variants.bySkus(actor, counted.stream().map(Pieces::sku).toList());
        Map<VariantId, Integer> numbers = new TreeMap<>(Comparator.comparing(VariantId::value));
        for (Pieces pieces : counted) {
            Variant variant = known.get(pieces.sku());
            if (variant == null) {
                throw new Problem(CatalogProblem.SKU_UNKNOWN).with("sku", pieces.sku());
            }
            Stock.checkCount(pieces.quantity(), code);
            numbers.merge(variant.id(), pieces.quantity(), Integer::sum);
        }
        note(actor, head, numbers, false);
        return get(actor, code);
    }

    private void note(Actor actor, Head head, Map<VariantId, Integer> numbers, boolean add) {
        sql.update("""
                insert into stock_count_line as l (tenant_id, count_id, variant_id, counted, book, by_name, at)
                select ?, ?, c.v, c.n, coalesce(s.on_hand - s.promised, 0), ?, ?
                  from unnest(?, ?) c(v, n)
                  left join stock s on s.tenant_id = ? and s.variant_id = c.v and s.warehouse_id = ? and s.owner_id = ?
                on conflict (tenant_id, count_id, variant_id) do update
                   set counted = case when ? then coalesce(l.counted, 0) else 0 end + excluded.counted, book = excluded.book,
                       by_name = excluded.by_name, at = excluded.at""",
                actor.tenant(), head.id(), actor.name(), clock.now(), Documents.ids(numbers), Documents.numbers(numbers),
                actor.tenant(), head.count().warehouse().id(), head.owner(), add);
    }

    /**
     * Ends the counting. A dealer's own differences are booked; headquarters' wait for a second person as a proposal.
     *
     * @param restIsZero whether what nobody counted is not there; else it stays as the books say
     * @param prices     what a piece of each is worth, so that the difference has a value; may be empty
     * @throws Problem COUNT_EMPTY, BELOW_RESERVED, ILLEGAL_TRANSITION
     */
    @Requires(InventoryPermission.CHANGE)
    public StockCount finish(Actor actor, String code, boolean restIsZero, Map<VariantId, Money> prices) {
        Head head = counting(actor, code);
        if (restIsZero) {
            List<VariantId> rest = whole(actor, head).lines().stream().filter(l -> l.counted() == null)
                    .map(StockCount.Line::variant).toList();
            note(actor, head, rest.stream().collect(Collectors.toMap(Function.identity(), v -> 0)), false);
        }
        price(actor, head, prices);
        StockCount count = whole(actor, head);
        if (count.lines().stream().allMatch(l -> l.counted() == null)) {
            throw new Problem(InventoryProblem.COUNT_EMPTY);
        }
        List<StockCount.Line> differences = count.differences();
        if (differences.isEmpty() || Piles.isAlone(actor, count.warehouse(), head.owner())) {
            book(actor, head, count, differences.stream().map(l -> new Piles.Change(l.variant(), head.owner(), l.difference())).toList(),
                    code + " " + count.note());
            return to(actor, head, CountState.BOOKED, null, "");
        }
        String proposal = proposals.propose(actor, KIND, code, count.warehouse().name() + (count.category().isEmpty() ? "" : " · " + count.category()),
                new Content(code, differences.stream().map(l -> new Content.Difference(l.variant().value(), l.difference())).toList()),
                effect(count), count.note());
        return to(actor, head, CountState.SUBMITTED, proposal, "");
    }

    /** The same, with each piece at its retail price. @throws Problem as {@link #finish(Actor, String, boolean, Map)} */
    @Requires(InventoryPermission.CHANGE)
    public StockCount finish(Actor actor, String code, boolean restIsZero) {
        List<VariantId> all = get(actor, code).lines().stream().map(StockCount.Line::variant).toList();
        return finish(actor, code, restIsZero, variants.byIds(actor, all).values().stream().collect(Collectors.toMap(Variant::id, Variant::retail)));
    }

    /** What it says in numbers: piles, those that differ, pieces too many and too few, and what they are worth. */
    private static List<Proposal.Effect> effect(StockCount count) {
        List<StockCount.Line> differences = count.differences();
        int over = differences.stream().mapToInt(StockCount.Line::difference).filter(n -> n > 0).sum();
        int under = differences.stream().mapToInt(StockCount.Line::difference).filter(n -> n < 0).sum();
        List<Proposal.Effect> effect = new ArrayList<>(List.of(
                new Proposal.Effect("stock.counted", "", Integer.toString(count.done())),
                new Proposal.Effect("stock.differing", "", Integer.toString(differences.size())),
                new Proposal.Effect("stock.over", "", "+" + over), new Proposal.Effect("stock.under", "", Integer.toString(under))));
        differences.stream().map(StockCount.Line::value).filter(Objects::nonNull).reduce(Money::plus).ifPresent(worth ->
                effect.add(new Proposal.Effect("stock.worth", "", worth.toString())));
        return effect;
    }

    private void price(Actor actor, Head head, Map<VariantId, Money> prices) {
        if (!prices.isEmpty()) {
            List<Map.Entry<VariantId, Money>> all = List.copyOf(prices.entrySet());
            sql.update("""
                    update stock_count_line l set value_minor = p.minor, currency = p.currency
                      from unnest(?, ?, ?) p(v, minor, currency)
                     where l.tenant_id = ? and l.count_id = ? and l.variant_id = p.v""",
                    all.stream().map(e -> e.getKey().value()).toArray(Long[]::new),
                    all.stream().map(e -> e.getValue().minor()).toArray(Long[]::new),
                    all.stream().map(e -> e.getValue().currency()).toArray(String[]::new), actor.tenant(), head.id());
        }
    }

    /** A second person confirms: the piles are corrected by the differences. @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, BELOW_RESERVED */
    @Requires(InventoryPermission.CONFIRM)
    public StockCount approve(Actor actor, String code) {
        Head head = locked(actor, code);
        CountState.TRANSITIONS.check(head.count().state(), CountState.BOOKED);
        if (head.count().proposal() == null) {
            throw Problem.notFound("proposal", code);
        }
        Proposal approved = proposals.approve(actor, head.count().proposal());
        book(actor, head, head.count(), approved.content().as(Content.class).differences().stream()
                .map(d -> new Piles.Change(new VariantId(d.variantId()), head.owner(), d.pieces())).toList(),
                code + " " + head.count().note());
        return to(actor, head, CountState.BOOKED, head.count().proposal(), "");
    }

    /** A second person does not believe it: it is to be counted again. @throws Problem ILLEGAL_TRANSITION unless it waits, OWN_PROPOSAL, REASON_NEEDED */
    @Requires(InventoryPermission.CONFIRM)
    public StockCount reject(Actor actor, String code, String why) {
        Head head = locked(actor, code);
        CountState.TRANSITIONS.check(head.count().state(), CountState.COUNTING);
        proposals.reject(actor, head.count().proposal(), why);
        return to(actor, head, CountState.COUNTING, null, why);
    }

    /** Nothing is booked. @throws Problem ILLEGAL_TRANSITION */
    @Requires(InventoryPermission.CHANGE)
    public StockCount cancel(Actor actor, String code, String why) {
        return to(actor, locked(actor, code), CountState.CANCELLED, null, why);
    }

    /** @throws Problem NOT_FOUND, also for another's warehouse */
    @Requires(InventoryPermission.VIEW)
    public StockCount get(Actor actor, String code) {
        return whole(actor, head(actor, code, ""));
    }

    /** The proposal that a second person decides. @throws Problem NOT_FOUND where there is none */
    @Requires(InventoryPermission.VIEW)
    public Proposal proposal(Actor actor, String code) {
        String proposal = head(actor, code, "").count().proposal();
        if (proposal == null) {
            throw Problem.notFound("proposal", code);
        }
        return proposals.get(actor, proposal);
    }

    /** The time line, oldest first. */
    @Requires(InventoryPermission.VIEW)
    public List<History.Change> history(Actor actor, String code) {
        head(actor, code, "");
        return history.of(actor, THING, code);
    }

    /** Those of the actor's warehouses, newest first. @param open only those that are being counted or wait for a second person */
    @Requires(InventoryPermission.VIEW)
    public List<StockCount> list(Actor actor, boolean open, String afterCode, int limit) {
        Map<WarehouseId, Warehouse> seen = seen(actor);
        return sql.list(SELECT + """
                 and (not ? or c.state in ('COUNTING', 'SUBMITTED'))
                 and (?::text is null or c.id < (select a.id from stock_count a where a.tenant_id = c.tenant_id and a.code = ?))
                 order by c.id desc limit ?""", row -> head(row, seen).count(), actor.tenant(), actor.scope(), actor.scope(),
                open, afterCode, afterCode, Math.min(limit, LIST_MAX));
    }

    private void book(Actor actor, Head head, StockCount count, List<Piles.Change> differences, String document) {
        piles.bookAll(actor, new Piles.Booking(count.warehouse(), Piles.Rule.DIFFERENCE, Movement.Reason.COUNTED, document), differences);
        // what was counted is confirmed, whether it differed or not; a count of everything says so of the whole place
        sql.update("""
                update stock s set confirmed_at = ? from stock_count_line l
                 where s.tenant_id = ? and s.warehouse_id = ? and s.owner_id = ? and l.tenant_id = s.tenant_id and l.count_id = ?
                   and l.variant_id = s.variant_id and l.counted is not null""", clock.now(), actor.tenant(),
                count.warehouse().id(), head.owner(), head.id());
        warehouses.confirmed(actor, count.warehouse().id(), clock.now(), false);
    }

    private StockCount to(Actor actor, Head head, CountState next, String proposal, String why) {
        StockCount count = head.count();
        CountState.TRANSITIONS.check(count.state(), next);
        sql.update("update stock_count set state = ?, proposal = ?, finished_at = ? where tenant_id = ? and id = ?", next, proposal,
                next == CountState.COUNTING ? null : clock.now(), actor.tenant(), head.id());
        history.record(actor, THING, count.code(), count.state(), next, why);
        return get(actor, count.code());
    }

    private Head counting(Actor actor, String code) {
        Head head = locked(actor, code);
        CountState.TRANSITIONS.check(head.count().state(), CountState.CANCELLED);
        return head;
    }

    private Head locked(Actor actor, String code) {
        return head(actor, code, " for update of c");
    }

    private Head head(Actor actor, String code, String how) {
        Map<WarehouseId, Warehouse> seen = seen(actor);
        return sql.first(SELECT + " and c.code = ?" + how, row -> head(row, seen), actor.tenant(), actor.scope(), actor.scope(),
                code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    private Map<WarehouseId, Warehouse> seen(Actor actor) {
        return warehouses.list(actor).stream().collect(Collectors.toMap(Warehouse::id, Function.identity()));
    }

    private static Head head(Row row, Map<WarehouseId, Warehouse> seen) {
        return new Head(row.number("id"), new StockCount(row.text("code"), seen.get(new WarehouseId(row.number("warehouse_id"))),
                row.flag("own"), row.text("category"), row.text("note"), row.oneOf(CountState.class, "state"), row.text("proposal"),
                row.text("by_name"), row.instant("started_at"), row.instant("finished_at"), (int) row.number("piles"),
                (int) row.number("done"), List.of()), new OrganisationId(row.number("owner_id")));
    }

    private StockCount.Line line(Actor actor, Head head, Variant variant) {
        return lines(actor, head, variant.id()).get(0);
    }

    private StockCount whole(Actor actor, Head head) {
        StockCount c = head.count();
        List<StockCount.Line> lines = lines(actor, head, null);
        return new StockCount(c.code(), c.warehouse(), c.own(), c.category(), c.note(), c.state(), c.proposal(), c.by(),
                c.startedAt(), c.finishedAt(), lines.size(), (int) lines.stream().filter(l -> l.counted() != null).count(), lines);
    }

    private List<StockCount.Line> lines(Actor actor, Head head, VariantId only) {
        record Raw(VariantId variant, Integer counted, Integer book, Money price, String by, Instant at) {
        }
        List<Raw> rows = sql.list("""
                select variant_id, counted::bigint as counted, book::bigint as book, value_minor, currency, by_name, at
                  from stock_count_line
                 where tenant_id = ? and count_id = ? and (?::bigint is null or variant_id = ?) order by variant_id""",
                row -> new Raw(new VariantId(row.number("variant_id")), number(row, "counted"), number(row, "book"),
                        row.numberOrNull("value_minor") == null ? null : row.money("value"), row.text("by_name"),
                        row.instant("at")), actor.tenant(), head.id(), only == null ? null : only.value(),
                only == null ? null : only.value());
        Map<VariantId, Variant> known = variants.byIds(actor, rows.stream().map(Raw::variant).toList());
        return rows.stream().map(r -> new StockCount.Line(r.variant(), known.get(r.variant()).sku(), known.get(r.variant()).name(),
                r.counted(), r.book(), r.price(), r.by(), r.at()))
                .sorted(Comparator.comparing(StockCount.Line::sku)).toList();
    }

    private static Integer number(Row row, String column) {
        Long number = row.numberOrNull(column);
        return number == null ? null : Math.toIntExact(number);
    }
}
