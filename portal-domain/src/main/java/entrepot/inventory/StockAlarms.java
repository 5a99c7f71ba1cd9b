package entrepot.inventory;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Alarms: what is short by its rule, and how much to ask for. Written by a job, so that a desk only counts rows; taken over into
 * a purchase list (central) or a transfer from central (a dealer's) with one click. Says once a day by letter what is short
 * and whose stock nobody has confirmed.
 */
@ApplicationScoped
@UseCases
public class StockAlarms {

    /** Whose sales say how long stock lasts. */
    public static final int SALES_DAYS = 28;
    /** From then on a dealer's word about its stock counts for less in routing; and for nothing. */
    public static final Duration STALE = Duration.ofDays(3);
    public static final Duration OUT = Duration.ofDays(7);

    private static final int LIST_MAX = 500;
    private static final int NUMBER_MAX = 100_000;

    private static final String REFRESH = """
            with pile as (
                select s.warehouse_id, s.variant_id, sum(s.on_hand - s.promised - s.reserved)::integer as free
                  from stock s join warehouse w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id and w.active
                 where s.tenant_id = ? group by s.warehouse_id, s.variant_id),
            sales as (
                select warehouse_id, variant_id, -sum(quantity)::integer as sold from stock_movement
                 where tenant_id = ? and reason = 'SHIPPED' and at >= ? group by warehouse_id, variant_id),
            coming as (
                select warehouse_id, variant_id, sum(n)::integer as n from (
                    select t.to_warehouse_id as warehouse_id, l.variant_id, l.quantity - l.received - l.lost - l.back as n
                      from stock_transfer t join stock_transfer_line l on l.tenant_id = t.tenant_id and l.transfer_id = t.id
                     where t.tenant_id = ? and t.state in ('SENT', 'PARTLY_RECEIVED')
                    union all
                    select p.warehouse_id, l.variant_id, greatest(0, l.quantity - l.received)
                      from stock_purchase p join stock_purchase_line l on l.tenant_id = p.tenant_id and l.purchase_id = p.id
                     where p.tenant_id = ? and p.state in ('ORDERED', 'PARTLY_RECEIVED')
                    union all
                    select p.warehouse_id, l.variant_id, l.quantity - l.faulty
                      from stock_receipt r
                      join stock_purchase p on p.tenant_id = r.tenant_id and p.id = r.purchase_id
                      join stock_receipt_line l on l.tenant_id = r.tenant_id and l.receipt_id = r.id
                     where r.tenant_id = ? and r.state = 'AT_THE_DOOR') c
                 group by warehouse_id, variant_id),
            ruled as (
                select p.warehouse_id, p.variant_id, p.free, coalesce(s.sold, 0) as sold, coalesce(c.n, 0) as incoming,
                       r.minimum, r.cover_days, r.target_days, r.pack_size,
                       greatest(r.minimum, ceil(r.target_days * coalesce(s.sold, 0) / 28.0)::integer) - p.free
                           - coalesce(c.n, 0) as wanted
                  from pile p
                  join variant v on v.tenant_id = ? and v.id = p.variant_id
                  join product g on g.tenant_id = v.tenant_id and g.id = v.product_id
                  join lateral (
                      select * from stock_rule r
                       where r.tenant_id = v.tenant_id and (r.warehouse_id is null or r.warehouse_id = p.warehouse_id)
                         and (r.variant_id = p.variant_id or r.variant_id is null and r.category in ('', g.category))
                       order by r.variant_id is null, r.category = '', r.warehouse_id is null limit 1) r on true
                  left join sales s on s.warehouse_id = p.warehouse_id and s.variant_id = p.variant_id
                  left join coming c on c.warehouse_id = p.warehouse_id and c.variant_id = p.variant_id),
            short as materialized (
                select * from ruled where free < minimum or (cover_days > 0 and sold > 0 and free * 28 < cover_days * sold)),
            over as (
                delete from stock_alarm a
                 where a.tenant_id = ? and not exists (
                     select from short s where s.warehouse_id = a.warehouse_id and s.variant_id = a.variant_id))
            insert into stock_alarm as a (tenant_id, warehouse_id, variant_id, since, free, incoming, sold, minimum, cover_days,
                                          target_days, pack_size, proposed, at)
            select ?, warehouse_id, variant_id, ?, free, incoming, sold, minimum, cover_days, target_days, pack_size,
                   greatest(0, ceil(wanted::numeric / pack_size) * pack_size)::integer, ?
              from short
            on conflict (tenant_id, warehouse_id, variant_id) do update
               set free = excluded.free, incoming = excluded.incoming, sold = excluded.sold, minimum = excluded.minimum,
                   cover_days = excluded.cover_days, target_days = excluded.target_days, pack_size = excluded.pack_size,
                   proposed = excluded.proposed, at = excluded.at""";

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private Transactions transactions;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Variants variants;

    @Inject
    private Organisations organisations;

    @Inject
    private Messages messages;

    @Inject
    private Piles piles;

    @Inject
    private Purchases purchases;

    @Inject
    private Transfers transfers;

    /** A proposal to be taken over. @param warehouse its code */
    public record Wanted(String warehouse, String sku, int quantity) {
    }

    /** How old a dealer's word about its stock is. @param confirmedAt null where it never said anything */
    public record Age(Warehouse warehouse, String dealer, Instant confirmedAt, Freshness freshness, int piles) {
    }

    /** What routing makes of it. */
    public enum Freshness { FRESH, STALE, OUT, NEVER }

    /**
     * Sets the rule for a variant, a category or everything, in one warehouse or all; it takes the place of the one before.
     *
     * @throws Problem RULE_INVALID, NOT_FOUND, SKU_UNKNOWN; a dealer sets rules for its own warehouses only
     */
    @Requires(InventoryPermission.CHANGE)
    public StockRule set(Actor actor, SetStockRule command) {
        boolean one = command.sku() != null && !command.sku().isBlank();
        String category = command.category() == null ? "" : command.category().strip();
        if (one && !category.isEmpty() || blank(command.warehouse()) && !actor.headquarters()) {
            throw new Problem(InventoryProblem.RULE_INVALID);
        }
        checkRange("minimum", command.minimum(), 0, NUMBER_MAX);
        checkRange("coverDays", command.coverDays(), 0, 365);
        checkRange("targetDays", command.targetDays(), command.coverDays(), 365);
        checkRange("packSize", command.packSize(), 1, NUMBER_MAX);
        Long warehouse = blank(command.warehouse()) ? null : warehouses.byCode(actor, command.warehouse()).id().value();
        Long variant = one ? piles.variant(actor, command.sku()).id().value() : null;
        String code = numbering.lasting("RUL");
        sql.update("""
                delete from stock_rule where tenant_id = ? and warehouse_id is not distinct from ?::bigint
                   and variant_id is not distinct from ?::bigint and category = ?""", actor.tenant(), warehouse, variant, category);
        sql.update("""
                insert into stock_rule (tenant_id, id, code, warehouse_id, variant_id, category, minimum, cover_days, target_days,
                                        pack_size, by_name, at)
                values (?, nextval('stock_rule_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", actor.tenant(), code, warehouse, variant,
                category, command.minimum(), command.coverDays(), command.targetDays(), command.packSize(), actor.name(), clock.now());
        refresh(actor);
        return rules(actor).stream().filter(r -> r.code().equals(code)).findFirst().orElseThrow();
    }

    /** Takes a rule away. @throws Problem NOT_FOUND, also for another's */
    @Requires(InventoryPermission.CHANGE)
    public void remove(Actor actor, String code) {
        if (rules(actor).stream().noneMatch(r -> r.code().equals(code) && (actor.headquarters() || r.warehouse() != null))) {
            throw Problem.notFound("rule", code);
        }
        sql.update("delete from stock_rule where tenant_id = ? and code = ?", actor.tenant(), code);
        refresh(actor);
    }

    /** The rules that count in the actor's warehouses, the widest first. */
    @Requires(InventoryPermission.VIEW)
    public List<StockRule> rules(Actor actor) {
        record Raw(String code, Long warehouse, Long variant, String category, int minimum, int cover, int target, int pack, String by,
                   Instant at) {
        }
        Map<WarehouseId, Warehouse> seen = seen(actor);
        List<Raw> rows = sql.list("""
                select code, warehouse_id, variant_id, category, minimum, cover_days, target_days, pack_size, by_name, at
                  from stock_rule where tenant_id = ? and (warehouse_id is null or warehouse_id = any (?))
                 order by variant_id nulls first, category, warehouse_id nulls first, id limit ?""",
                row -> new Raw(row.text("code"), row.numberOrNull("warehouse_id"), row.numberOrNull("variant_id"), row.text("category"),
                        row.integer("minimum"), row.integer("cover_days"), row.integer("target_days"), row.integer("pack_size"),
                        row.text("by_name"), row.instant("at")), actor.tenant(), ids(seen), LIST_MAX);
        Map<VariantId, Variant> known = variants.byIds(actor, rows.stream().filter(r -> r.variant() != null)
                .map(r -> new VariantId(r.variant())).toList());
        return rows.stream().map(r -> new StockRule(r.code(), r.warehouse() == null ? null : seen.get(new WarehouseId(r.warehouse())),
                r.variant() == null ? null : known.get(new VariantId(r.variant())).sku(), r.category(), r.minimum(), r.cover(),
                r.target(), r.pack(), r.by(), r.at())).toList();
    }

    /** What is short in the actor's warehouses, the shortest lasting first. @param warehouse its code; empty for all */
    @Requires(InventoryPermission.VIEW)
    public List<StockAlarm> list(Actor actor, String warehouse) {
        record Raw(WarehouseId warehouse, VariantId variant, Instant since, int free, int incoming, int sold, int minimum, int cover,
                   int target, int pack, int proposed) {
        }
        Map<WarehouseId, Warehouse> seen = blank(warehouse) ? seen(actor)
                : Map.of(warehouses.byCode(actor, warehouse).id(), warehouses.byCode(actor, warehouse));
        List<Raw> rows = sql.list("""
                select warehouse_id, variant_id, since, free, incoming, sold, minimum, cover_days, target_days, pack_size, proposed
                  from stock_alarm where tenant_id = ? and warehouse_id = any (?)
                 order by proposed = 0, case when sold > 0 then free::numeric / sold else free end, variant_id, warehouse_id limit ?""",
                row -> new Raw(new WarehouseId(row.number("warehouse_id")), new VariantId(row.number("variant_id")), row.instant("since"),
                        row.integer("free"), row.integer("incoming"), row.integer("sold"), row.integer("minimum"),
                        row.integer("cover_days"), row.integer("target_days"), row.integer("pack_size"), row.integer("proposed")),
                actor.tenant(), ids(seen), LIST_MAX);
        Map<VariantId, Variant> known = variants.byIds(actor, rows.stream().map(Raw::variant).distinct().toList());
        return rows.stream().map(r -> new StockAlarm(seen.get(r.warehouse()), r.variant(), known.get(r.variant()).sku(),
                known.get(r.variant()).name(), r.since(), r.free(), r.incoming(), r.sold(), r.minimum(), r.cover(), r.target(), r.pack(),
                r.proposed())).toList();
    }

    /**
     * Takes proposals over: what the central warehouse or a dealer for itself lacks goes into the purchase list, what headquarters
     * wants at a dealer's becomes a transfer from central, as far as central has it free.
     *
     * @param supplier of a purchase list that is begun; empty for one that is there
     */
    @Requires(InventoryPermission.CHANGE)
    public StockAlarm.TakenOver takeOver(Actor actor, List<Wanted> wanted, String supplier) {
        if (wanted.isEmpty()) {
            throw new Problem(InventoryProblem.NO_LINES);
        }
        List<String> documents = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        Map<String, List<Wanted>> byWarehouse = wanted.stream()
                .collect(Collectors.groupingBy(Wanted::warehouse, LinkedHashMap::new, Collectors.toList()));
        Map<VariantId, Integer> given = new HashMap<>();
        byWarehouse.forEach((code, lines) -> {
            Warehouse there = warehouses.byCode(actor, code);
            if (there.central() || !actor.headquarters()) {
                documents.add(purchases.add(actor, code, blank(supplier) ? "—" : supplier,
                        lines.stream().map(w -> new Pieces(w.sku(), w.quantity())).toList(), "").code());
                return;
            }
            Warehouse central = warehouses.list(actor).stream().filter(w -> w.central() && w.active()).findFirst()
                    .orElseThrow(() -> Problem.notFound("warehouse", ""));
            List<Pieces> pieces = new ArrayList<>();
            for (Wanted line : lines) {
                VariantId variant = piles.variant(actor, line.sku()).id();
                int free = freeNow(actor, central, variant) - given.getOrDefault(variant, 0);
                int taken = Math.min(free, line.quantity());
                if (taken > 0) {
                    pieces.add(new Pieces(line.sku(), taken));
                    given.merge(variant, taken, Integer::sum);
                }
                if (taken < line.quantity()) {
                    leftOut.add(line.sku() + " × " + (line.quantity() - Math.max(0, taken)));
                }
            }
            if (!pieces.isEmpty()) {
                documents.add(transfers.draft(actor, central.code(), code, false, pieces, "").code());
            }
        });
        refresh(actor);
        return new StockAlarm.TakenOver(documents, leftOut);
    }

    private int freeNow(Actor actor, Warehouse central, VariantId variant) {
        return sql.first("""
                select greatest(0, on_hand - promised - reserved) as free from stock
                 where tenant_id = ? and variant_id = ? and warehouse_id = ? and owner_id = ?""", row -> row.integer("free"),
                actor.tenant(), variant, central.id(), central.owner()).orElse(0);
    }

    /** How old each dealer's word about its stock is, the oldest first: of headquarters all, of a dealer its own. */
    @Requires(InventoryPermission.VIEW)
    public List<Age> ages(Actor actor) {
        record Raw(WarehouseId warehouse, Instant at, int piles) {
        }
        Map<WarehouseId, Warehouse> seen = seen(actor);
        Map<OrganisationId, Organisation> owners = new HashMap<>();
        return sql.list("""
                select w.id, w.stock_confirmed_at,
                       (select count(*)::integer from stock s where s.tenant_id = w.tenant_id and s.warehouse_id = w.id and s.on_hand > 0) as piles
                  from warehouse w where w.tenant_id = ? and w.id = any (?) and w.active and not w.central
                 order by w.stock_confirmed_at nulls first, w.id limit ?""",
                row -> new Raw(new WarehouseId(row.number("id")), row.instant("stock_confirmed_at"), row.integer("piles")),
                actor.tenant(), ids(seen), Warehouses.LIST_MAX).stream().map(r -> {
                    Warehouse there = seen.get(r.warehouse());
                    return new Age(there, owners.computeIfAbsent(there.owner(), id -> organisations.get(actor, id)).name(), r.at(),
                            freshness(r.at()), r.piles());
                }).toList();
    }

    private Freshness freshness(Instant confirmed) {
        if (confirmed == null) {
            return Freshness.NEVER;
        }
        Duration age = Duration.between(confirmed, clock.now());
        return age.compareTo(OUT) >= 0 ? Freshness.OUT : age.compareTo(STALE) >= 0 ? Freshness.STALE : Freshness.FRESH;
    }

    /** Writes anew what is short, by the rules and what lies there now. */
    void refresh(Actor actor) {
        Instant now = clock.now();
        sql.update(REFRESH, actor.tenant(), actor.tenant(), now.minus(Duration.ofDays(SALES_DAYS)), actor.tenant(), actor.tenant(),
                actor.tenant(), actor.tenant(), actor.tenant(), actor.tenant(), now, now);
    }

    /** The job's piece: what is short, and who is to hear of it today. */
    void watch(Actor system) {
        boolean ruled = sql.one("select exists (select from stock_rule where tenant_id = ?) as ruled", row -> row.flag("ruled"), system.tenant());
        if (ruled) {
            refresh(system);
            record Short(long owner, int n) {
            }
            sql.list("""
                    select w.owner_id, count(*)::integer as n from stock_alarm a
                      join warehouse w on w.tenant_id = a.tenant_id and w.id = a.warehouse_id
                     where a.tenant_id = ? and a.proposed > 0 group by w.owner_id limit ?""",
                    row -> new Short(row.number("owner_id"), row.integer("n")), system.tenant(), Warehouses.LIST_MAX)
                    .forEach(s -> remind(system, new OrganisationId(s.owner()), "alarm", Map.of("n", Integer.toString(s.n())), "/stock/alarms"));
        }
        record Old(long owner, String name, Instant at) {
        }
        Instant now = clock.now();
        sql.list("""
                select owner_id, name, stock_confirmed_at from warehouse
                 where tenant_id = ? and active and not central and stock_confirmed_at < ? order by id limit ?""",
                row -> new Old(row.number("owner_id"), row.text("name"), row.instant("stock_confirmed_at")), system.tenant(),
                now.minus(STALE), Warehouses.LIST_MAX)
                .forEach(o -> remind(system, new OrganisationId(o.owner()), freshness(o.at()) == Freshness.OUT ? "out" : "stale",
                        Map.of("warehouse", o.name(), "days", Long.toString(Duration.between(o.at(), now).toDays())), "/stock/list"));
    }

    private void remind(Actor system, OrganisationId whom, String subject, Map<String, String> details, String page) {
        boolean first = sql.update("insert into stock_reminder (tenant_id, organisation_id, subject, day) values (?, ?, ?, ?) on conflict do nothing",
                system.tenant(), whom, subject, clock.today()) > 0;
        if (!first) {
            return;
        }
        Organisation organisation = organisations.get(system, whom);
        String email = organisations.detail(system, organisation.code()).email();
        if (email != null && !email.isBlank()) {
            Map<String, String> all = new HashMap<>(details);
            all.put("organisation", organisation.name());
            messages.send(system, new SendMessage(email, transactions.tenant().language(),
                    "inventory.letter." + subject, all, (organisation.headquarters() ? "/hq" : "/dealer") + page));
        }
    }

    private Map<WarehouseId, Warehouse> seen(Actor actor) {
        return warehouses.list(actor).stream().collect(Collectors.toMap(Warehouse::id, Function.identity()));
    }

    private static Long[] ids(Map<WarehouseId, Warehouse> seen) {
        return seen.keySet().stream().map(WarehouseId::value).toArray(Long[]::new);
    }

    private static void checkRange(String field, int number, int from, int to) {
        if (number < from || number > to) {
            throw Problem.invalid(field, number);
        }
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
